using Pixel.Contracts;
using Pixel.Host.Config;
using Pixel.Host.Imaging;

namespace Pixel.Host.Pictures;

/// <summary>Which pixels of an image are unknown and are to be drawn.</summary>
public sealed class Occlusion
{
    readonly bool[] _unknown;

    Occlusion(string name, int width, bool[] unknown)
    {
        (Name, Width, _unknown) = (name, width, unknown);
        Unknown = unknown.Count(pixel => pixel);
        var first = Array.IndexOf(unknown, true);
        LaterKnown = first < 0 ? 0 : unknown.Skip(first).Count(pixel => !pixel);
    }

    /// <summary>The parts of an image that have a name.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["bottom", "top", "left", "right", "center"];

    /// <summary>The part's name, or the mask's file name.</summary>
    public string Name { get; }

    /// <summary>Columns of the image.</summary>
    public int Width { get; }

    /// <summary>Rows of the image.</summary>
    public int Height => Pixels / Width;

    /// <summary>Pixels of the image.</summary>
    public int Pixels => _unknown.Length;

    /// <summary>Unknown pixels.</summary>
    public int Unknown { get; }

    /// <summary>Known pixels that come after an unknown one in raster order, and so do not inform its draw.</summary>
    public int LaterKnown { get; }

    /// <summary>For example <c>bottom, 392 of 784 pixels unknown</c>.</summary>
    public string Summary => $"{Name}, {Unknown} of {Counted.Of(Pixels, "pixel")} unknown";

    /// <summary>What the reader of completions must know of the known pixels after unknown ones; null if there are none.</summary>
    public string? Caution => LaterKnown == 0 ? null
        : $"{LaterKnown} of the {Counted.Of(Pixels - Unknown, "known pixel")} {(LaterKnown == 1 ? "comes" : "come")} after unknown ones in raster order; "
            + (LaterKnown == 1 ? "it does not inform the draw of the unknown pixels before it" : "they do not inform the draw of the unknown pixels before them");

    /// <summary>Whether a pixel is unknown.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    public bool IsUnknown(int row, int column) => _unknown[row * Width + column];

    /// <summary>Reads what a user asks for: a part's name, or the path of a mask.</summary>
    /// <param name="text">One of <see cref="Parts"/>, or the mask's file.</param>
    /// <param name="image">The images.</param>
    /// <exception cref="ExperimentException">It is neither, or the mask has another size.</exception>
    /// <exception cref="ImageFileException">The mask is no sound image file.</exception>
    public static Occlusion Parse(string text, ImageShape image) =>
        Parts.Contains(text) ? Part(text, image)
        : File.Exists(text) ? FromMask(text, image)
        : throw new ExperimentException(
            $"The occlusion '{text}' is neither {string.Join(", ", Parts)} nor a file; a file is a mask, an image of {image.Width}×{image.Height} pixels, black where the image is known.",
            isUsage: true);

    /// <summary>Occludes a part of the image: a half, or the centre, half as high and half as wide; a middle row or column counts as unknown.</summary>
    /// <param name="name">One of <see cref="Parts"/>.</param>
    /// <param name="image">The images.</param>
    public static Occlusion Part(string name, ImageShape image)
    {
        var (height, width) = (image.Height, image.Width);
        return Where(name, image, (row, column) => name switch
        {
            "bottom" => row >= height / 2,
            "top" => row < height - height / 2,
            "left" => column < width - width / 2,
            "right" => column >= width / 2,
            "center" => row >= height / 4 && row < height - height / 4 && column >= width / 4 && column < width - width / 4,
            _ => throw new ArgumentException($"There is no part '{name}'; there are {string.Join(", ", Parts)}.", nameof(name)),
        });
    }

    /// <summary>Reads a mask: pixels that are not black are unknown; so are transparent ones, which are read as white.</summary>
    /// <param name="path">The image file, of the images' size; of a lossless format, as black must be exact.</param>
    /// <param name="image">The images.</param>
    /// <exception cref="ExperimentException">The mask has another size.</exception>
    /// <exception cref="ImageFileException">The file is no sound image file.</exception>
    public static Occlusion FromMask(string path, ImageShape image)
    {
        var mask = ImageReader.Load(path, info =>
        {
            if ((info.Width, info.Height) != (image.Width, image.Height))
            {
                throw new ExperimentException(
                    $"{path}: the mask has {info.Width}×{info.Height} pixels; the model's images have {image.Width}×{image.Height}. Give a mask of that size.", isUsage: true);
            }
        });
        return Where(Path.GetFileName(path), image, (row, column) =>
            mask.Pixels.AsSpan((row * mask.Width + column) * mask.Channels, mask.Channels).ContainsAnyExcept((byte)0));
    }

    static Occlusion Where(string name, ImageShape image, Func<int, int, bool> isUnknown) =>
        new(name, image.Width, [.. Enumerable.Range(0, image.Height * image.Width).Select(i => isUnknown(i / image.Width, i % image.Width))]);
}
