using System.Globalization;

namespace Pixel.Host.Data;

/// <summary>The classes that images are labelled with; a label is a number from 0 on.</summary>
/// <param name="Count">How many there are, at least 2.</param>
/// <param name="Names">Their names in the order of the labels; null where the set has none, and the number is all there is.</param>
public sealed record ImageClasses(int Count, IReadOnlyList<string>? Names = null)
{
    const int MostShown = 10;

    /// <summary>Classes that have names.</summary>
    /// <param name="names">The names in the order of the labels, at least two.</param>
    public static ImageClasses Of(params IReadOnlyList<string> names) => new(names.Count, names);

    /// <summary>The name of a class, or its number where it has none.</summary>
    /// <param name="label">0 … <see cref="Count"/> − 1.</param>
    public string NameOf(int label) => Names?[label] ?? label.ToString(CultureInfo.InvariantCulture);

    /// <summary>A class in words: <c>3 (dress)</c>, or <c>3</c> where it has no name.</summary>
    /// <param name="label">0 … <see cref="Count"/> − 1.</param>
    public string Title(int label) => Names is null ? NameOf(label) : string.Create(CultureInfo.InvariantCulture, $"{label} ({Names[label]})");

    /// <summary>All in words, at most ten names: <c>3 classes (cat, dog, fish)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count:N0} classes") + (Names is null ? ""
        : $" ({string.Join(", ", Names.Take(MostShown))}{(Count > MostShown ? ", …" : "")})");

    /// <summary>Whether these are the same classes, by number and names.</summary>
    /// <param name="other">The others.</param>
    public bool Equals(ImageClasses? other) => other is not null && Count == other.Count && (Names ?? []).SequenceEqual(other.Names ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;
}

/// <summary>The labels of the images of a split.</summary>
/// <param name="Classes">The classes.</param>
/// <param name="Values">The label of each image, 0 … classes − 1.</param>
sealed record ImageLabels(ImageClasses Classes, int[] Values)
{
    /// <summary>How many images are of each class.</summary>
    public int[] Counts
    {
        get
        {
            var counts = new int[Classes.Count];
            foreach (var label in Values) counts[label]++;
            return counts;
        }
    }

    /// <summary>The labels of some images, one after the other.</summary>
    public ImageLabels Slice(int first, int count) => this with { Values = Values[first..(first + count)] };

    /// <summary>The label of an image of a split.</summary>
    /// <param name="labels">The split's labels; null where it has none.</param>
    /// <param name="name">The set, for the message.</param>
    /// <param name="index">The image.</param>
    /// <exception cref="InvalidOperationException">There are no labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is out of range.</exception>
    public static int Of(ImageLabels? labels, string name, int index)
    {
        if (labels is null) throw Missing(name);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, labels.Values.Length);
        return labels.Values[index];
    }

    /// <summary>What to say of a set that was opened without labels.</summary>
    public static InvalidOperationException Missing(string name) => new($"{name} was opened without labels; ask for them by data.labels.");
}
