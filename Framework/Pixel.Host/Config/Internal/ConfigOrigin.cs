namespace Pixel.Host.Config.Internal;

/// <summary>A file that takes part in a config, or a <c>--set</c>.</summary>
/// <param name="Name">As shown to the user.</param>
/// <param name="Directory">What relative paths are relative to; absolute.</param>
/// <param name="IsSet">Whether it is a <c>--set</c>.</param>
sealed record ConfigOrigin(string Name, string Directory, bool IsSet)
{
    /// <summary>The origin as a whole.</summary>
    public ConfigSource Whole => new(this, 0, 0);

    /// <summary>A place in the file; a <c>--set</c> is short enough to be one place.</summary>
    public ConfigSource At(long line, long column) => IsSet ? Whole : new(this, (int)line, (int)column);
}
