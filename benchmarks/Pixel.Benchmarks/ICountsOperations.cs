namespace Pixel.Benchmarks;

/// <summary>A benchmark that knows how many operations a run of it makes.</summary>
public interface ICountsOperations
{
    /// <summary>Floating-point operations, or elements of a function.</summary>
    double Operations { get; }
}
