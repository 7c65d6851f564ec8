using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pixel.Host.Config.Internal;

namespace Pixel.Host.Config;

/// <summary>The images of an experiment: the <c>data:</c> block.</summary>
public sealed class DataSettings : IValidatableObject
{
    const string Folder = "folder";

    /// <summary>The name of the data set, one of those the caller of <see cref="ExperimentLoader"/> knows.</summary>
    [Required]
    [DataSetName]
    [Description("Name of the data set.")]
    public string Set { get; set; } = "";

    /// <summary>The folder of the data set's files, as an absolute path.</summary>
    /// <value>The default value is null: the data set looks in its usual places.</value>
    [FilePath]
    [Description("Folder of the data set's files, relative to the file that names it; null looks in the usual places.")]
    public string? Root { get; set; }

    /// <summary>What to do when the set cannot be had: <c>error</c>, or <c>sample</c> for the small images that ship.</summary>
    /// <value>The default value is <c>error</c>.</value>
    [AllowedValues("error", "sample")]
    [Description("When the set cannot be had: error stops, sample takes the small images that ship, and says so.")]
    public string IfUnavailable { get; set; } = "error";

    /// <summary>Levels to quantise each sub-pixel to, uniformly: 2 to 256.</summary>
    /// <value>The default value is null: the set's own.</value>
    [Range(2, 256)]
    [Description("Levels to quantise each sub-pixel to, uniformly; null keeps the set's own.")]
    public int? Levels { get; set; }

    /// <summary>Rows to crop and resize the images of a folder to: 1 to 4096.</summary>
    /// <value>The default value is null: the set's own.</value>
    [Range(1, 4096)]
    [Description("Rows to crop and resize the images of a folder to; null keeps the set's own.")]
    public int? Height { get; set; }

    /// <summary>Columns to crop and resize the images of a folder to: 1 to 4096.</summary>
    /// <value>The default value is null: the set's own.</value>
    [Range(1, 4096)]
    [Description("Columns to crop and resize the images of a folder to; null keeps the set's own.")]
    public int? Width { get; set; }

    /// <summary>Channels to read the images of a folder with: 1 (gray) or 3 (RGB).</summary>
    /// <value>The default value is null: the set's own.</value>
    [AllowedValues(1, 3, null)]
    [Description("Channels to read the images of a folder with, 1 (gray) or 3 (RGB); null keeps the set's own.")]
    public int? Channels { get; set; }

    /// <summary>Use only so many images of each split, the first: at least 1.</summary>
    /// <value>The default value is null: all of them.</value>
    [Range(1, int.MaxValue)]
    [Description("Use only so many images of each split, the first; null uses all.")]
    public int? Limit { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Set == Folder && Root is null)
            yield return new ValidationResult($"is missing; the set '{Folder}' needs the folder of its images", [nameof(Root)]);
    }
}
