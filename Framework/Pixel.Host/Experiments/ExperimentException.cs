namespace Pixel.Host.Experiments;

/// <summary>An experiment that cannot be carried out as asked.</summary>
/// <param name="message">Why, and what to do.</param>
/// <param name="isUsage">Whether the command or the config is at fault, rather than what was met while carrying it out.</param>
public sealed class ExperimentException(string message, bool isUsage = false) : Exception(message)
{
    /// <summary>Whether the command or the config is at fault.</summary>
    public bool IsUsage => isUsage;
}
