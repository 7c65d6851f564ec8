namespace Pixel.Host.Training;

/// <summary>Is told how a run goes; the command line shows it.</summary>
public interface ITrainingObserver
{
    /// <summary>A step was made; called at every step.</summary>
    /// <param name="report">The step.</param>
    void OnStep(StepReport report);

    /// <summary>Part of a longer work beside the steps.</summary>
    /// <param name="work">What is done, such as <c>validation</c>.</param>
    /// <param name="share">From 0 to 1.</param>
    void OnProgress(string work, double share);

    /// <summary>The validation images were evaluated.</summary>
    /// <param name="report">The result.</param>
    void OnValidation(ValidationReport report);

    /// <summary>A checkpoint was written.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="step">Steps made so far.</param>
    void OnCheckpoint(string folder, long step);
}
