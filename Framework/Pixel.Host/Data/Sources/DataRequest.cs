namespace Pixel.Host.Data.Sources;

/// <summary>What opening a set may need besides its options.</summary>
sealed record DataRequest(DataEnvironment Environment, IProgress<DownloadProgress>? Progress, CancellationToken Cancellation);
