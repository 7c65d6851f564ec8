namespace Pixel.Host.Config.Internal;

/// <summary>The text is one of <see cref="ConfigContext.DataSets"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class DataSetNameAttribute : Attribute;
