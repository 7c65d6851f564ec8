using Pixel.Contracts;
using Pixel.Host.Imaging;

namespace Pixel.Host.Data.Stores;

/// <summary>A folder of many small image files, in the order of their names; each is decoded when it is asked for. Only the names are kept.</summary>
sealed class ImageFolder : IImageStore
{
    readonly string _folder;
    readonly ImageShape _image;
    readonly string[] _names;

    /// <summary>Lists a folder.</summary>
    public ImageFolder(string folder, ImageShape image)
    {
        (_folder, _image, _names) = (folder, image, ImageFiles.NamesIn(folder));
    }

    /// <inheritdoc />
    public int Count => _names.Length;

    /// <inheritdoc />
    public void CopyTo(int index, Span<byte> destination)
    {
        var file = Path.Combine(_folder, _names[index]);
        try
        {
            Planes.Separate(ImageReader.Load(file, CheckSize).WithChannels(_image.Channels), destination);
        }
        catch (ImageFileException problem)
        {
            throw new DataFormatException(file, problem.Where, problem.Problem, problem);
        }

        void CheckSize(ImageInfo info)
        {
            if ((info.Width, info.Height) != (_image.Width, _image.Height))
                throw new DataFormatException(file, "header", $"the image has {info.Width}×{info.Height} pixels; this set's have {_image.Width}×{_image.Height}.");
        }
    }
}
