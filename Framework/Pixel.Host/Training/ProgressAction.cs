namespace Pixel.Host.Training;

/// <summary>Reports progress to an action, at once and on the same thread.</summary>
sealed class ProgressAction<T>(Action<T> action) : IProgress<T>
{
    public void Report(T value) => action(value);
}
