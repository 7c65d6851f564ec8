namespace Pixel.Host.Plugins;

/// <summary>A plug-in that cannot be begun under that name or in that place.</summary>
/// <param name="message">Why, and what to do.</param>
public sealed class PluginTemplateException(string message) : Exception(message);
