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
    /// <param name="classify">Whether to evaluate each image given each label too, which takes as many times as long as there are classes.</param>
    /// <param name="progress">Receives the share of the images that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    /// <exception cref="ExperimentException">
    /// The images have another shape or other classes than those the model was trained on, or a likelihood is not finite; or a model is to classify that knows no classes.
    /// </exception>
    public static RunResult Evaluate(
        TrainedModel model, IImageSet images, bool classify = false, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var (shape, expected) = (images.Shape, model.Card.ToShape());
        if (shape != expected) throw new ExperimentException($"{images.Name} has images of {shape}; the model was trained on {expected}.");
        images = ModelLabels.Fit(images, model.Card);
        var experiment = model.Setup.Experiment;
        var (evaluation, classification) = Evaluate();
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
            Kind = evaluation.ConditionalNatsPerImage is null && !model.Model.Likelihood.IsBound ? "exact" : "upper bound",
            Bound = model.Model.Likelihood.IsBound ? "continuous likelihood of dequantised pixels" : null,
            ConditionalNatsPerImage = evaluation.ConditionalNatsPerImage,
            ConditionalBitsPerDim = evaluation.ConditionalBitsPerDim,
            Classes = model.Card.Classes,
            Classification = classification,
            Parameters = model.Model.Description.Parameters,
            EffectiveParameters = model.Model.Description.EffectiveParameters,
            Seed = experiment.Training.Seed,
            Steps = model.History.Steps,
            EvaluatedStep = model.History.Step,
            TrainSeconds = model.History.TrainSeconds,
        };

        (EvaluationResult, Classification?) Evaluate()
        {
            var (network, likelihood, batch) = (model.Network, model.Model.Likelihood, experiment.Evaluation.Batch);
            try
            {
                return classify
                    ? BayesClassifier.Evaluate(network, likelihood, images, batch, progress, cancellation)
                    : (Evaluator.Evaluate(network, likelihood, images, batch, progress: progress, cancellation: cancellation), null);
            }
            catch (LikelihoodException problem)
            {
                throw new ExperimentException($"{problem.Message}. Use another checkpoint, or train anew with a lower training.learningRate or with training.clip.");
            }
        }
    }
}
