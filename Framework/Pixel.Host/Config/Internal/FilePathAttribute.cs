namespace Pixel.Host.Config.Internal;

/// <summary>The text is a path, relative to the file that names it; bound as an absolute path.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class FilePathAttribute : Attribute;
