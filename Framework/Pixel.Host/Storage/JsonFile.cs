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
        Converters = { new FiniteNumbers() },
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
            throw Wrong(Place(problem), Words(problem, typeof(T)));
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
        if (stream.Length == 0) throw new JsonException("it is empty");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content.AsSpan().StartsWith("\uFEFF"u8) ? content.AsSpan(3) : content;
    }

    static string Place(JsonException problem) =>
        (problem.LineNumber is { } line ? $", line {line + 1}" : "") + (problem.Path is { Length: > 1 } path ? $", {path}" : "");

    // The runtime's words end with the place, which is told already, and name its types and ours.
    static string Words(JsonException problem, Type document)
    {
        var message = problem.Message.Split(" Path: ")[0].TrimEnd('.');
        if (message.Contains("could not be converted", StringComparison.Ordinal)) return $"expected {Expected(problem.Path, document)}";
        if (message.Split("properties including: ") is [_, var keys]) return $"it lacks {keys}";
        if (message.Contains("null values", StringComparison.Ordinal)) return "null is not allowed here";
        return message.StartsWith("Duplicate", StringComparison.Ordinal) ? $"the key '{message.Split('\'')[1]}' is given twice" : message;
    }

    static string Expected(string? path, Type document)
    {
        var (name, isItem) = path?.Split('[') is [var list, _] ? (list, true) : (path, false);
        var key = document.GetProperties().FirstOrDefault(property => name == "$." + Format.PropertyNamingPolicy!.ConvertName(property.Name));
        return (key is null ? null : Nullable.GetUnderlyingType(key.PropertyType) ?? key.PropertyType) switch
        {
            var type when type == typeof(IReadOnlyList<string>) => isItem ? "a text" : "a list of texts",
            var type when type == typeof(int) => $"a whole number, up to {int.MaxValue}",
            var type when type == typeof(long) => $"a whole number, up to {long.MaxValue}",
            var type when type == typeof(double) => "a number",
            var type when type == typeof(bool) => "true or false",
            var type when type == typeof(string) => "a text",
            _ => "an object",
        };
    }

    // By itself 1e999 is read as infinity, which JSON has no word for when it is to be written again.
    sealed class FiniteNumbers : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.GetDouble() is var number && double.IsFinite(number) ? number : throw new JsonException("the number is too large");

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }
}
