using Pixel.Contracts;
using Pixel.Host.Data.Sources;
using Pixel.Host.Imaging;

namespace Pixel.Host.Data.Stores;

/// <summary>A folder of many small PNG files, in the order of their names; each is decoded when it is asked for. Only the names are kept.</summary>
sealed class PngFolder : IImageStore
{
    readonly string _folder;
    readonly ImageShape _image;
    readonly string[] _names;

    /// <summary>Lists a folder.</summary>
    public PngFolder(string folder, ImageShape image)
    {
        (_folder, _image) = (folder, image);
        _names = [.. Directory.EnumerateFiles(folder, "*.png").Select(file => Path.GetFileName(file))];
        Array.Sort(_names, StringComparer.Ordinal);
    }

    /// <inheritdoc />
    public int Count => _names.Length;

    /// <inheritdoc />
    public void CopyTo(int index, Span<byte> destination)
    {
        var file = Path.Combine(_folder, _names[index]);
        try
        {
            var image = PngReader.Load(file).WithChannels(_image.Channels);
            if ((image.Width, image.Height) != (_image.Width, _image.Height))
                throw new DataFormatException(file, "byte 16", $"the image has {image.Width}×{image.Height} pixels; this set's have {_image.Width}×{_image.Height}.");
            Planes.Separate(image, destination);
        }
        catch (PngException problem)
        {
            throw new DataFormatException(file, $"byte {problem.Offset}", problem.Problem, problem);
        }
    }
}
