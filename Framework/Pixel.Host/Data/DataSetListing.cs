using Pixel.Contracts;

namespace Pixel.Host.Data;

/// <summary>One line of the list of data sets.</summary>
/// <param name="Name">What <c>data.set</c> calls it.</param>
/// <param name="Summary">What it is, in one line.</param>
/// <param name="Shape">The shape of its images; null where the files decide.</param>
/// <param name="Location">The folder where it was found, or <c>built in</c>; null if it is not on this machine.</param>
/// <param name="Counts">The images found of each split, by its name; a split is missing if it was not found, or if counting it takes long (an archive).</param>
/// <param name="Problem">What is wrong with the files that were found; null if nothing is, as far as their headers and sizes tell.</param>
public sealed record DataSetListing(string Name, string Summary, ImageShape? Shape, string? Location, IReadOnlyDictionary<string, int> Counts, string? Problem = null);
