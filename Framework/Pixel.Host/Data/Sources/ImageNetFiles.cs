using Pixel.Host.Imaging;

namespace Pixel.Host.Data.Sources;

/// <summary>The files of a downsampled ImageNet in one folder. A folder with both kinds counts as one of PNG files: splits of different kinds must not mix.</summary>
/// <param name="folder">The folder.</param>
/// <param name="side">32 or 64.</param>
sealed class ImageNetFiles(string folder, int side)
{
    /// <summary>Whether this is van den Oord's set of PNG files, the paper's.</summary>
    public bool IsPng => PngFolder("train") is not null || PngFolder("valid") is not null;

    /// <summary>What a split is in: one folder of PNG files, or the .npz files of Chrabaszcz and others; empty if it is not here.</summary>
    public IReadOnlyList<string> Of(string stored) => stored == DataSplit.Test
        ? IsPng ? One(PngFolder("valid")) : Npz("val_data.npz", ["", $"Imagenet{side}_val_npz"])
        : IsPng ? One(PngFolder("train")) : Npz("train_data_batch_*.npz", ["", $"Imagenet{side}_train_npz", $"Imagenet{side}_train_part1_npz", $"Imagenet{side}_train_part2_npz"]);

    // The archives unpack into a folder of their own name, which some people put into one of the same name.
    string? PngFolder(string part)
    {
        var name = $"{part}_{side}x{side}";
        return new[] { Path.Combine(folder, name), Path.Combine(folder, name, name) }
            .FirstOrDefault(place => Directory.Exists(place) && Directory.EnumerateFiles(place, "*.png").Any(ImageFiles.IsOne));
    }

    IReadOnlyList<string> Npz(string pattern, string[] places) =>
    [
        .. places.Select(place => Path.Combine(folder, place)).Where(Directory.Exists).SelectMany(place => Directory.GetFiles(place, pattern))
            .OrderBy(file => Path.GetFileName(file).Length).ThenBy(Path.GetFileName, StringComparer.Ordinal), // batch 10 after batch 9
    ];

    static IReadOnlyList<string> One(string? place) => place is null ? [] : [place];
}
