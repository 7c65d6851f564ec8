namespace Pixel.Host.Config.Internal;

/// <summary>What a setting's YAML looks like.</summary>
enum SettingKind
{
    /// <summary>true or false.</summary>
    Truth,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Any finite number.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A list of one of the above.</summary>
    List,

    /// <summary>A block of keys.</summary>
    Block,

    /// <summary>A block that names an architecture and holds its options.</summary>
    Architecture,
}
