using Pixel.Contracts;
using Pixel.Host.Imaging;

namespace Pixel.Host.Data.Stores;

/// <summary>Image files, each decoded when it is asked for and made to fit: channels are converted, other sizes cropped and resized. Only the names are kept.</summary>
/// <param name="folder">The folder of the files.</param>
/// <param name="names">Their names in it.</param>
/// <param name="image">The shape that they get.</param>
/// <param name="problemOf">What is wrong with an image of such a header; null if nothing is.</param>
sealed class ImageFileStore(string folder, IReadOnlyList<string> names, ImageShape image, Func<ImageInfo, string?> problemOf) : IImageStore
{
    /// <inheritdoc />
    public int Count => names.Count;

    /// <summary>Reads the headers of all files.</summary>
    public static ImageHeaders ReadHeaders(string folder, IReadOnlyList<string> names)
    {
        var infos = new ImageInfo[names.Count];
        return new ImageHeaders(folder, names, infos, ForEach(names.Count, i => infos[i] = Read(folder, names[i], ImageReader.LoadInfo)));
    }

    /// <inheritdoc />
    public void CopyTo(int index, Span<byte> destination)
    {
        var raster = Read(folder, names[index], file => ImageReader.Load(file, info =>
        {
            if (problemOf(info) is { } problem) throw new DataFormatException(file, "header", problem);
        }));
        Planes.Separate(ImageFit.Fit(raster.WithChannels(image.Channels), image.Height, image.Width), destination);
    }

    /// <summary>Decodes all files, one after the other in C, H, W.</summary>
    /// <exception cref="DataFormatException">Some are not what they should be; all of them are told.</exception>
    public byte[] ReadAll()
    {
        var samples = new byte[(long)names.Count * image.Dimensions];
        var wrong = ForEach(names.Count, i => CopyTo(i, samples.AsSpan(i * image.Dimensions, image.Dimensions)));
        return wrong.All(problem => problem is null) ? samples : throw DataFormatException.Of(folder, names.Count, [.. wrong.OfType<DataFormatException>()]);
    }

    // What is wrong with each, or null; on several threads where there is enough to do.
    static DataFormatException?[] ForEach(int count, Action<int> read)
    {
        const int FilesOfAThread = 16;
        var wrong = new DataFormatException?[count];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(count / FilesOfAThread, 1, Environment.ProcessorCount) };
        Parallel.For(0, count, threads, i =>
        {
            try
            {
                read(i);
            }
            catch (DataFormatException problem)
            {
                wrong[i] = problem;
            }
        });
        return wrong;
    }

    // Whatever is wrong with a file is told in the same way, so that its readers need to know of one kind of failure.
    static T Read<T>(string folder, string name, Func<string, T> read)
    {
        var file = Path.Combine(folder, name);
        try
        {
            return read(file);
        }
        catch (ImageFileException problem)
        {
            throw new DataFormatException(file, problem.Where, problem.Problem, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DataFormatException(file, "byte 0", $"it cannot be read ({problem.Message}) Restore it, or take it away.", problem);
        }
    }
}

/// <summary>The headers of image files.</summary>
/// <param name="folder">The folder of the files.</param>
/// <param name="names">Their names in it.</param>
/// <param name="infos">What each header says; null where it could not be read.</param>
/// <param name="wrong">Why it could not; null where it could.</param>
sealed class ImageHeaders(string folder, IReadOnlyList<string> names, IReadOnlyList<ImageInfo?> infos, DataFormatException?[] wrong)
{
    /// <summary>The first that could be read; null without one.</summary>
    public ImageInfo? First => infos.FirstOrDefault(info => info is not null);

    /// <summary>Whether any image has colours.</summary>
    public bool HaveColours => infos.Any(info => info?.Channels == 3);

    /// <summary>What becomes of the channels of some images, for the name of the set: <c>, 2 of 9 images converted from gray to RGB</c>; empty if nothing.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="channels">The channels that they get.</param>
    public string Conversion(int first, int count, int channels)
    {
        var converted = infos.Skip(first).Take(count).Count(info => info is not null && info.Channels != channels);
        return converted == 0 ? "" : $", {converted} of {count} images converted from {(channels == 1 ? "RGB to gray" : "gray to RGB")}";
    }

    /// <summary>Checks all files.</summary>
    /// <param name="problemOf">What is wrong with an image of such a header; null if nothing is.</param>
    /// <exception cref="DataFormatException">Some headers cannot be read or tell of something wrong; all of them are told.</exception>
    public void Check(Func<ImageInfo, string?> problemOf)
    {
        DataFormatException[] all =
        [
            .. names.Select((name, i) => wrong[i] ?? (problemOf(infos[i]!) is { } problem ? new DataFormatException(Path.Combine(folder, name), "header", problem) : null))
                .OfType<DataFormatException>(),
        ];
        if (all.Length > 0) throw DataFormatException.Of(folder, names.Count, all);
    }
}
