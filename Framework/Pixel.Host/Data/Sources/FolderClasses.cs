using System.Globalization;

namespace Pixel.Host.Data.Sources;

/// <summary>The classes of a folder's images: each image is of the class that the folder is called by which it lies in.</summary>
/// <remarks>
/// That folder is one in the folder that was named, or in those of the splits; what lies deeper belongs to it. The classes are those of all splits
/// together, in the ordinal order of their names, so that a split that lacks one gives the others the same labels.
/// </remarks>
sealed class FolderClasses
{
    const int MostNamed = 3;

    readonly List<string> _notes = [];

    /// <summary>Labels the files.</summary>
    /// <param name="files">The files of all splits, at least one.</param>
    /// <exception cref="LabelsUnavailableException">Some lie in no folder of a class, or there are fewer than two.</exception>
    public FolderClasses(FolderSplits files)
    {
        var depth = files.HasSplitFolders ? 1 : 0;
        string[][] paths = [.. files.All.Select(file => file.Split('/'))];
        string[] stray = [.. files.All.Where((_, i) => paths[i].Length == depth + 1)];
        var names = paths.Where(path => path.Length > depth + 1).Select(path => path[depth]).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (names.Length == 0) throw NoFolders(files);
        if (stray.Length > 0) throw Stray(files, stray);
        if (names.Length == 1)
            throw new LabelsUnavailableException($"{files.Folder}: all images lie in one folder, {names[0]}, and so are of one class; data.labels needs two classes at least, a folder each.");
        var labels = names.Index().ToDictionary(name => name.Item, name => name.Index);
        Labels = new ImageLabels(ImageClasses.Of(names), [.. paths.Select(path => labels[path[depth]])]);
        string[] untrained = [.. names.Where((_, label) => Labels.Slice(0, files.Counts.GetValueOrDefault(DataSplit.Train)).Counts[label] == 0)];
        if (untrained.Length > 0) _notes.Add($"no training image is of {(untrained.Length == 1 ? "the class" : "the classes")} {Some(untrained)}");
    }

    /// <summary>The label of each file, in the order of <see cref="FolderSplits.All"/>.</summary>
    public ImageLabels Labels { get; }

    /// <summary>What the user should know of the classes.</summary>
    public IReadOnlyList<string> Notes => _notes;

    static LabelsUnavailableException NoFolders(FolderSplits files)
    {
        var place = Path.Combine(files.Folder, files.HasSplitFolders ? DataSplit.Train : "");
        return new($"{files.Folder}: the images lie in no folders of their classes, so they have no labels. data.labels needs a folder for each class, named after it, such as {Path.Combine(place, "cat")} and {Path.Combine(place, "dog")}.");
    }

    static LabelsUnavailableException Stray(FolderSplits files, string[] stray) => new(string.Create(CultureInfo.InvariantCulture,
        $"{files.Folder}: {stray.Length} of {files.All.Count} images lie beside the folders of the classes ({Some(stray)}). Move each into the folder of its class, or take them away."));

    static string Some(string[] names) => string.Join(", ", names.Take(MostNamed)) + (names.Length > MostNamed ? ", …" : "");
}
