using Pixel.Host.Config;
using Pixel.Host.Data;
using Pixel.Host.Models;

namespace Pixel.Host.Evaluation;

/// <summary>Evaluates a trained model on a split.</summary>
public static class ModelEvaluation
{
    /// <summary>Evaluates every image of a split.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">The split.</param>
    /// <param name="progress">Receives the share of the images that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    /// <exception cref="ExperimentException">The images have another shape than those the model was trained on, or a likelihood is not finite.</exception>
    public static RunResult Evaluate(TrainedModel model, IImageSet images, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var (shape, expected) = (images.Shape, model.Card.ToShape());
        if (shape != expected) throw new ExperimentException($"{images.Name} has images of {shape}; the model was trained on {expected}.");
        var experiment = model.Setup.Experiment;
        var evaluation = Evaluate();
        return new RunResult
        {
            Architecture = model.Model.Architecture,
            Data = images.Name,
            StandIn = images.IsStandIn || model.Card.StandIn,
            Split = images.Split,
            Images = evaluation.Images,
            Dims = evaluation.Dimensions,
            NatsPerImage = evaluation.NatsPerImage,
            BitsPerDim = evaluation.BitsPerDim,
            Kind = evaluation.ConditionalNatsPerImage is null ? "exact" : "upper bound",
            ConditionalNatsPerImage = evaluation.ConditionalNatsPerImage,
            ConditionalBitsPerDim = evaluation.ConditionalBitsPerDim,
            Parameters = model.Model.Description.Parameters,
            EffectiveParameters = model.Model.Description.EffectiveParameters,
            Seed = experiment.Training.Seed,
            Steps = model.History.Steps,
            EvaluatedStep = model.History.Step,
            TrainSeconds = model.History.TrainSeconds,
        };

        EvaluationResult Evaluate()
        {
            try
            {
                return Evaluator.Evaluate(
                    model.Network, model.Model.Likelihood, images, experiment.Evaluation.Batch, progress: progress, cancellation: cancellation);
            }
            catch (LikelihoodException problem)
            {
                throw new ExperimentException($"{problem.Message}. Use another checkpoint, or train anew with a lower training.learningRate or with training.clip.");
            }
        }
    }
}
