using static TorchSharp.torch;

namespace Pixel.Checks.Gradients.Internal;

/// <summary>The device of a check.</summary>
static class Placement
{
    /// <summary>The device of a name that was found to be there.</summary>
    public static Device Of(string name) => name == "cpu" ? CPU : device(name);
}
