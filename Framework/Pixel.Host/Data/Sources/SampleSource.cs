using Pixel.Contracts;
using Pixel.Host.Data.Formats;
using Pixel.Host.Imaging;

namespace Pixel.Host.Data.Sources;

/// <summary>The small sample of photographs that is built in: to try things out, and to stand in for a set that is missing.</summary>
sealed class SampleSource : IDataSetSource
{
    const int Side = 32;

    // About the median of the training images.
    const int BrightMean = 100;

    static readonly ImageClasses Classes = ImageClasses.Of("dark", "bright");

    /// <inheritdoc />
    public string Name => "sample";

    /// <inheritdoc />
    public string Summary => "Cuts of free photographs, RGB; small, to try things out";

    /// <inheritdoc />
    public ImageShape Shape { get; } = new(3, Side, Side, 256);

    /// <inheritdoc />
    public ImageClasses ClassesOf(DataSetOptions options) => Classes;

    /// <inheritdoc />
    public IImageSet Open(string split, DataSetOptions options, DataRequest request) =>
        Build(FullName(options), split, options, Wanted(options), isStandIn: false);

    /// <summary>Opens the sample in the shape of <paramref name="missing"/>, and named so.</summary>
    public IImageSet OpenStandIn(IDataSetSource missing, string split, DataSetOptions options)
    {
        var shape = missing.Shape ?? Wanted(options);
        return Build($"{Name} (standing in for {missing.Name})", split, options with { Levels = options.Levels ?? shape.Levels }, shape, isStandIn: true);
    }

    /// <inheritdoc />
    public DataSetListing Describe(DataSetOptions options, DataEnvironment environment)
    {
        var parts = DataSplit.All.ToDictionary(split => split, split => DataSplit.Part(split, Count(split)));
        return new(Name, Summary, Shape, "built in", parts.ToDictionary(part => part.Key, part => part.Value.Count))
        {
            Classes = Classes,
            ClassCounts = parts.ToDictionary(part => part.Key, part => (IReadOnlyList<int>)Brightness(Samples(part.Key)).Slice(part.Value.First, part.Value.Count).Counts),
        };
    }

    ImageShape Wanted(DataSetOptions options) =>
        new(options.Channels ?? Shape.Channels, options.Height ?? Side, options.Width ?? Side, Shape.Levels);

    string FullName(DataSetOptions options) =>
        Name + (options.Height is null ? "" : SplitBuilder.Resized(Wanted(options))) + (options.Channels == 1 ? ", converted from RGB to gray" : "");

    IImageSet Build(string name, string split, DataSetOptions options, ImageShape wanted, bool isStandIn)
    {
        var samples = Samples(split);
        var labels = options.Labels ? Brightness(samples) : null;
        if (options.Labels) name += ", labelled dark or bright";
        var shape = new ImageShape(wanted.Channels, wanted.Height, wanted.Width, Shape.Levels);
        if (shape != Shape)
            samples = Adapt(samples, shape);
        return SplitBuilder.Build(name, split, shape, samples, DataSplit.Part(split, samples.Length / shape.Dimensions), options, isStandIn, labels: labels);
    }

    static byte[] Samples(string split)
    {
        var (samples, all) = (new byte[Count(split) * CifarBinary.ImageBytes], new byte[Count(split)]);
        using var stream = OpenResource(split);
        CifarBinary.Read(ResourceName(split), stream, samples, all);
        return samples;
    }

    // The photographs belong to no classes, so all labels in the file are 0. To try labels out, an image is dark or bright by the mean of its samples.
    static ImageLabels Brightness(byte[] samples) => new(
        Classes, [.. samples.Chunk(CifarBinary.ImageBytes).Select(image => image.Sum(sample => (long)sample) < (long)BrightMean * image.Length ? 0 : 1)]);

    byte[] Adapt(byte[] samples, ImageShape shape)
    {
        var count = samples.Length / Shape.Dimensions;
        var adapted = new byte[count * shape.Dimensions];
        for (var i = 0; i < count; i++)
        {
            var image = Planes.Interleave(samples.AsSpan(i * Shape.Dimensions, Shape.Dimensions), Shape);
            image = ImageFit.Fit(image.WithChannels(shape.Channels), shape.Height, shape.Width);
            Planes.Separate(image, adapted.AsSpan(i * shape.Dimensions, shape.Dimensions));
        }

        return adapted;
    }

    static int Count(string split)
    {
        using var stream = OpenResource(split);
        return CifarBinary.CountRecords(ResourceName(split), stream.Length, int.MaxValue / CifarBinary.RecordBytes);
    }

    static string ResourceName(string split) => split == DataSplit.Test ? "sample_test.bin" : "sample_train.bin";

    static Stream OpenResource(string split) =>
        typeof(SampleSource).Assembly.GetManifestResourceStream(ResourceName(split))
        ?? throw new InvalidOperationException($"The resource {ResourceName(split)} is missing from {typeof(SampleSource).Assembly.Location}: build Pixel.Host again.");
}
