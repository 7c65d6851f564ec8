using Pixel.Contracts;

namespace Pixel.Likelihoods;

/// <summary>The likelihoods by name.</summary>
public static class LikelihoodCatalog
{
    /// <summary>The likelihood that a name stands for.</summary>
    /// <param name="name"><c>bernoulli</c>, <c>softmax</c>, or <c>auto</c>: Bernoulli for 2 levels, else softmax.</param>
    /// <param name="image">The images.</param>
    /// <exception cref="ModelException">There is no such likelihood, or it does not fit the images.</exception>
    public static ILikelihood Find(string name, ImageShape image)
    {
        ILikelihood likelihood = name switch
        {
            "bernoulli" => new BernoulliLikelihood(),
            "softmax" => new SoftmaxLikelihood(),
            "auto" => image.Levels == 2 ? new BernoulliLikelihood() : new SoftmaxLikelihood(),
            _ => throw new ModelException($"There is no likelihood '{name}'; use auto, bernoulli or softmax."),
        };
        likelihood.OutputFor(image);
        return likelihood;
    }
}
