namespace Pixel.Host.Imaging;

/// <summary>Which files are images, by their names: these endings in any case, but no name that begins with a dot, which is hidden.</summary>
static class ImageFiles
{
    /// <summary>The formats that are read, for messages.</summary>
    public const string Formats = "PNG, JPEG, WebP, BMP or GIF";

    static readonly string[] Endings = [".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"];

    /// <summary>The endings, for messages: <c>*.png, *.jpg …</c>.</summary>
    public static string Patterns { get; } = string.Join(", ", Endings.Select(ending => "*" + ending));

    /// <summary>Whether a path is that of an image.</summary>
    public static bool IsOne(string path) =>
        !Path.GetFileName(path).StartsWith('.') && Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of the images in a folder, in ordinal order.</summary>
    public static string[] NamesIn(string folder)
    {
        string[] names = [.. Directory.EnumerateFiles(folder).Where(IsOne).Select(file => Path.GetFileName(file))];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }
}
