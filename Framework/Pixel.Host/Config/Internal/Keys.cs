using System.Text.Json;

namespace Pixel.Host.Config.Internal;

/// <summary>Names of keys and paths.</summary>
static class Keys
{
    /// <summary>The key of the base file; the only key that is not a property.</summary>
    public const string Extends = "extends";

    /// <summary>The key of a property: <c>LearningRate</c> is <c>learningRate</c>.</summary>
    public static string Of(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);

    /// <summary>The path of a key inside a block; the top block's path is empty.</summary>
    public static string Join(string path, string key) => path.Length == 0 ? Show.Plain(key) : $"{path}.{Show.Plain(key)}";
}
