using Pixel.Host.Evaluation;

namespace Pixel.Host.Training;

/// <summary>What a validation tells.</summary>
/// <param name="Step">Steps made so far.</param>
/// <param name="Result">The likelihood of the validation images.</param>
/// <param name="IsBest">Whether it is the best so far.</param>
public sealed record ValidationReport(long Step, EvaluationResult Result, bool IsBest);
