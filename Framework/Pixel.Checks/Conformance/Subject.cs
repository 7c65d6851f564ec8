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
        new(Architecture, Options, image, Settings.Architectures, seed, type, Settings.Likelihood);

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
