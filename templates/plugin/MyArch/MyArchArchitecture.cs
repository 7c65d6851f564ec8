using Pixel.Contracts;

namespace MyArch;

/// <summary>What the host finds in this plug-in: a public class with a constructor without parameters.</summary>
public sealed class MyArchArchitecture : Architecture<MyArchOptions>
{
    /// <inheritdoc/>
    public override string Name => "my-arch";

    /// <inheritdoc/>
    public override string Summary => "Masked convolutions that add the pixel above, scaled by a learned factor";

    /// <inheritdoc/>
    protected override NetworkDescription Build(MyArchOptions options, BuildContext context) => MyArchNetwork.Describe(options, context);
}
