using Pixel.Contracts;
using Pixel.Likelihoods;

namespace Pixel.Checks.Conformance;

/// <summary>Finds small images that an architecture takes: a multi-scale one wants sides that its factor divides.</summary>
/// <param name="architecture">The architecture.</param>
/// <param name="options">The options to build it with.</param>
/// <param name="settings">Its surroundings.</param>
sealed class Shapes(IArchitecture architecture, ModelOptions options, CheckSettings settings)
{
    static readonly (int Height, int Width)[] Small = [(5, 7), (6, 4), (4, 8), (9, 6), (5, 10), (8, 16)];
    static readonly (int Height, int Width)[] SmallRgb = [(4, 6), (6, 3), (4, 8), (5, 10), (8, 16)];
    static readonly (int Height, int Width)[] Wide = [(8, 15), (8, 16), (9, 18), (10, 20), (16, 32)];

    /// <summary>Why the first choice of an image was refused, by number of channels.</summary>
    public Dictionary<int, string> Refusals { get; } = [];

    /// <summary>Images of which every sub-pixel is measured.</summary>
    public ImageShape? ForMeasuring(int channels) => channels == 1 ? First(1, Small, [2, 3]) : First(channels, SmallRgb, [4, 2]);

    /// <summary>Images of which one pixel's receptive field is drawn.</summary>
    public ImageShape? ForDrawing(int channels) => First(channels, Wide, [2, 4]);

    /// <summary>Images so small that there are few of them.</summary>
    public ImageShape? ForEnumeration(int channels) =>
        channels == 1 ? First(1, [(2, 2), (3, 3)], [3, 2]) : First(channels, [(1, 2), (2, 2)], [2]);

    /// <summary>Describes the network, or remembers why the architecture refuses.</summary>
    public NetworkDescription? TryBuild(ImageShape image)
    {
        try
        {
            var likelihood = settings.Likelihood ?? LikelihoodCatalog.Find(options.Likelihood, image);
            return architecture.Build(options, new BuildContext(image, likelihood, settings.Architectures));
        }
        catch (Exception problem)
        {
            Refusals.TryAdd(image.Channels, problem is ModelException ? problem.Message : $"{problem.GetType().Name}: {problem.Message}");
            return null;
        }
    }

    ImageShape? First(int channels, (int Height, int Width)[] sizes, int[] levels) =>
        (from size in sizes from level in levels select new ImageShape(channels, size.Height, size.Width, level))
        .FirstOrDefault(image => TryBuild(image) is not null);
}
