using Pixel.Host.Evaluation;
using Pixel.Host.Training;

namespace Pixel.Host.Experiments;

/// <summary>Evaluates a trained model on a split of its data.</summary>
public static class ModelEvaluation
{
    /// <summary>Evaluates every image of a split.</summary>
    /// <param name="model">The model.</param>
    /// <param name="split">The split.</param>
    /// <param name="observer">Is told how it goes.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    /// <exception cref="ExperimentException">The data have another shape than those the model was trained on.</exception>
    public static RunResult Evaluate(TrainedModel model, string split, IRunObserver observer, CancellationToken cancellation)
    {
        var experiment = model.Setup.Experiment;
        var images = model.Setup.Open(split, observer.Download, cancellation);
        observer.OnData(images);
        var (shape, expected) = (images.Shape, model.Card.ToShape());
        if (shape != expected) throw new ExperimentException($"{images.Name} has images of {shape}; the model was trained on {expected}.");
        using var network = model.CreateModule();
        var evaluation = Evaluator.Evaluate(
            network, model.Model.Likelihood, images, experiment.Evaluation.Batch, null,
            new ProgressAction<int>(done => observer.OnProgress("evaluation", (double)done / images.Count)), cancellation);
        var result = RunResult.Of(model.Model, experiment, images, evaluation, model.History);
        return result with { StandIn = result.StandIn || model.Card.StandIn };
    }
}
