namespace Pixel.Host.Config.Internal;

/// <summary>Reads a text file, or tells why it cannot.</summary>
static class TextFile
{
    /// <summary>The text, or null with what is wrong, to be read after the file's name, and a hint.</summary>
    public static string? Read(string full, out (string Message, string Hint) fault)
    {
        fault = default;
        if (Directory.Exists(full))
            fault = ("is a folder", "name a YAML file in it");
        else if (!File.Exists(full))
            fault = ("does not exist", Similar(full));
        else
        {
            try
            {
                var text = File.ReadAllText(full);
                if (!text.Contains('\0'))
                    return text;
                fault = ("is not a text file", "");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                fault = ("cannot be read", e.Message.TrimEnd('.'));
            }
        }
        return null;
    }

    static string Similar(string full)
    {
        var folder = Path.GetDirectoryName(full);
        if (!Directory.Exists(folder))
            return "its folder does not exist either";
        var names = Directory.EnumerateFiles(folder, "*.yaml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
        return Nearest.Of(Path.GetFileName(full), names) is { } near ? $"did you mean '{near}'?" : "";
    }
}
