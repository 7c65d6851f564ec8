using Pixel.Tests.Support;

namespace Pixel.Tests.House;

/// <summary>A line of a table in CONTRIBUTING.md.</summary>
/// <param name="Names">What the line tells of: folders of projects, or namespaces.</param>
/// <param name="MayUse">The names of what it may use.</param>
sealed record PlanLine(IReadOnlyList<string> Names, IReadOnlyList<string> MayUse);

/// <summary>The plan of the house, as CONTRIBUTING.md draws it: the projects, and the rooms inside them.</summary>
static class HousePlan
{
    /// <summary>The projects that have rooms.</summary>
    public static readonly IReadOnlyList<string> Divided = ["Pixel", "Pixel.Host", "Pixel.Checks", "Pixel.Cli"];

    /// <summary>The projects, each of which may use those above it that it names.</summary>
    public static IReadOnlyList<PlanLine> Projects { get; } = [.. Table("| Project |")];

    /// <summary>The rooms of all projects, each of which may use those above it that it names.</summary>
    public static IReadOnlyList<PlanLine> Rooms { get; } = [.. Table("| Room |")];

    /// <summary>The room that a namespace lies in; null where no line tells of it.</summary>
    public static PlanLine? RoomOf(string name) => Rooms
        .SelectMany(room => room.Names.Select(known => (Known: known, Room: room)))
        .Where(pair => name == pair.Known || name.StartsWith(pair.Known + ".", StringComparison.Ordinal) && !Divided.Contains(pair.Known))
        .OrderBy(pair => pair.Known.Length).LastOrDefault().Room;

    /// <summary>Whether code in one namespace may use another.</summary>
    public static bool Allows(string user, string used) =>
        RoomOf(user) is { } room && RoomOf(used) is { } other && (room == other || other.Names.Intersect(room.MayUse).Any());

    // The cells of a line: names in code quotes, what it is, names after commas; those of rooms leave out the project.
    static IEnumerable<PlanLine> Table(string head)
    {
        var lines = File.ReadLines(Repository.At("CONTRIBUTING.md")).SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal)).Skip(2);
        foreach (var line in lines.TakeWhile(line => line.StartsWith('|')))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            string[] names = [.. cells[1].Split(", ").Select(name => name.Trim('`'))];
            var project = Divided.Where(project => (names[0] + ".").StartsWith(project + ".", StringComparison.Ordinal)).MaxBy(project => project.Length);
            yield return new PlanLine(names, [.. cells[3].Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(name => project is null ? name : $"{project}.{name}")]);
        }
    }
}
