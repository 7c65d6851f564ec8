using Pixel.Checks.Maps;
using Pixel.Checks.Models;
using Pixel.Contracts;
using static TorchSharp.torch;

namespace Pixel.Checks.Conformance;

/// <summary>The architecture that is checked, and what checks measure of it in common.</summary>
sealed class Subject
{
    const int Images = 4;

    /// <summary>One ReLU may hide a path; those of several networks and images do not hide it all.</summary>
    static readonly ulong[] Seeds = [1, 2, 3];

    readonly Lazy<IReadOnlyList<ImageShape>> _measured;
    readonly Lazy<IReadOnlyList<Reach>> _reaches;

    public Subject(IArchitecture architecture, CheckSettings settings)
    {
        (Architecture, Settings) = (architecture, settings);
        Options = settings.Options ?? SmallOptions(architecture);
        Shapes = new Shapes(architecture, Options, settings);
        _measured = new(() => settings.Shapes ?? [.. new[] { 1, 3 }.Select(Shapes.ForMeasuring).OfType<ImageShape>()]);
        _reaches = new(() => [.. Measured.SelectMany(Measure)]);
    }

    public IArchitecture Architecture { get; }

    public CheckSettings Settings { get; }

    public ModelOptions Options { get; }

    public Shapes Shapes { get; }

    /// <summary>The small images that most checks use; none where the architecture takes none.</summary>
    public IReadOnlyList<ImageShape> Measured => _measured.Value;

    /// <summary>What each network sees, measured once.</summary>
    public IReadOnlyList<Reach> Reaches => _reaches.Value;

    /// <summary>The maps drawn so far.</summary>
    public List<ReceptiveFieldMap> Maps { get; } = [];

    /// <summary>Default options in small sizes.</summary>
    public static ModelOptions SmallOptions(IArchitecture architecture)
    {
        var options = (ModelOptions)Activator.CreateInstance(architecture.OptionsType)!;
        (options.Hidden, options.Layers, options.Head) = (12, 2, 18);
        return options;
    }

    /// <summary>A new model on the CPU.</summary>
    public CheckedModel Create(ImageShape image, ulong seed = 1, ScalarType type = ScalarType.Float64) =>
        new(Architecture, Options, image, Settings.Architectures, seed, type, Settings.Likelihood ?? Settings.Likelihoods.Find(Architecture, Options, image), Settings.Classes);

    IEnumerable<Reach> Measure(ImageShape image)
    {
        var (fresh, trained) = (new Dictionary<int, Dictionary<Cell, HashSet<Cell>>>(), new Dictionary<int, Dictionary<Cell, HashSet<Cell>>>());
        var networks = new List<NetworkDescription>();
        foreach (var seed in Seeds)
        {
            using var model = Create(image, seed);
            Add(model, fresh);
            model.TrainOneStep(seed);
            Add(model, trained);
            if (networks.Count == 0) networks.AddRange(model.Networks.Select(network => network.Description));
        }
        return networks.Select((network, part) => new Reach(
            image, Names.Of(network.Image) + (part == 0 ? "" : ", the smaller image"), network, part, fresh[part], trained[part]));
    }

    static void Add(CheckedModel model, Dictionary<int, Dictionary<Cell, HashSet<Cell>>> seen)
    {
        foreach (var (part, network) in model.Networks.Index())
        {
            if (!seen.TryGetValue(part, out var cells)) seen[part] = cells = [];
            foreach (var (cell, reads) in GradientReach.Of(network, GradientReach.Cells(network.Description.Image, network.Description.Output.Groups), Images))
                if (!cells.TryAdd(cell, [.. reads])) cells[cell].UnionWith(reads);
        }
    }
}

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
            var likelihood = settings.Likelihood ?? settings.Likelihoods.Find(architecture, options, image);
            return architecture.Build(options, new BuildContext(image, likelihood, settings.Architectures) { Classes = settings.Classes });
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
