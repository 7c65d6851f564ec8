using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pixel.Host.Files;

namespace Pixel.Host.Storage;

/// <summary>The JSON documents of a run: keys in snake case, each an object that is read as strictly as it is written.</summary>
/// <remarks>
/// A key that is missing, given twice, null or of another type is told with its line and its path; a key that is not known is passed over. So
/// a value that comes back is whole.
/// </remarks>
static class JsonFile
{
    const int MostBytes = 1 << 20; // a thousand times what any of them has

    static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>A document as text.</summary>
    public static string Text<T>(T document) => JsonSerializer.Serialize(document, Format);

    /// <summary>Writes a document, as <see cref="AtomicFile"/> does.</summary>
    public static void Write<T>(string path, T document) => AtomicFile.WriteText(path, Text(document) + "\n");

    /// <summary>Reads a document.</summary>
    /// <param name="path">The file, of at most 1 MiB.</param>
    /// <param name="what">What the file is, to follow "is no": <c>model card</c>.</param>
    /// <param name="remedy">What to do about a file that is none: a sentence.</param>
    /// <param name="fault">Tells what is wrong with values that JSON can hold and the document cannot; null if nothing is.</param>
    /// <exception cref="CheckpointException">The file is missing, cannot be read, or is no such document.</exception>
    public static T Read<T>(string path, string what, string remedy, Func<T, string?>? fault = null) where T : class
    {
        try
        {
            var document = JsonSerializer.Deserialize<T>(Content(path), Format) ?? throw new JsonException("it is null");
            return fault?.Invoke(document) is { } found ? throw Wrong("", found) : document;
        }
        catch (JsonException problem)
        {
            throw Wrong(Place(problem), Words(problem));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path}: cannot be read: {problem.Message} {remedy}");
        }

        CheckpointException Wrong(string place, string problem) => new($"{path}{place}: is no {what}: {problem}. {remedy}");
    }

    static ReadOnlySpan<byte> Content(string path)
    {
        using var stream = RegularFile.Open(path);
        if (stream.Length > MostBytes) throw new JsonException($"it has {stream.Length} bytes, and at most {MostBytes} are read");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content.AsSpan().StartsWith("\uFEFF"u8) ? content.AsSpan(3) : content;
    }

    static string Place(JsonException problem) =>
        (problem.LineNumber is { } line ? $", line {line + 1}" : "") + (problem.Path is { Length: > 1 } path ? $", {path}" : "");

    // The runtime's words end with the place, which is told already, and name types of its own and of ours.
    static string Words(JsonException problem)
    {
        var message = problem.Message.Split(" Path: ")[0].TrimEnd('.');
        if (After("converted to ") is { } type) return $"expected {Expected(type)}";
        if (After("properties including: ") is { } keys) return $"it lacks {keys}";
        if (message.Contains("null values", StringComparison.Ordinal)) return "null is not allowed here";
        return message.StartsWith("Duplicate", StringComparison.Ordinal) ? $"the key {message.Split('\'')[1]} is given twice" : message;

        string? After(string words) => message.Split(words) is [_, var rest] ? rest : null;
    }

    static string Expected(string type) => type.Split('.')[^1].TrimEnd(']') switch
    {
        "Int32" => $"a whole number, up to {int.MaxValue}",
        "Int64" => $"a whole number, up to {long.MaxValue}",
        "Double" => "a number",
        "Boolean" => "true or false",
        "String" => "a text",
        _ => "an object",
    };
}
