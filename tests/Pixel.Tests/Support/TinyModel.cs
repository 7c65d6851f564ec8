using Pixel.Contracts;
using Pixel.Likelihoods;
using Pixel.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Tests.Support;

/// <summary>A small network of a plug-in in both faces, in double precision on the CPU.</summary>
sealed class TinyModel : IDisposable
{
    public TinyModel(string architecture, ImageShape image, ulong seed = 1, params (string Option, object Value)[] options)
    {
        var plugin = Plugins.Find(architecture);
        var chosen = (ModelOptions)Activator.CreateInstance(plugin.OptionsType)!;
        (chosen.Hidden, chosen.Layers, chosen.Head) = (12, 2, 18);
        foreach (var (option, value) in options) plugin.OptionsType.GetProperty(option)!.SetValue(chosen, value);
        Likelihood = LikelihoodCatalog.Find(chosen.Likelihood, image);
        Description = plugin.Build(chosen, new BuildContext(image, Likelihood, Plugins.Catalog));
        Module = new NetworkModule(Description);
        Module.to(ScalarType.Float64);
        Module.Initialize(seed);
    }

    public ILikelihood Likelihood { get; }

    public NetworkDescription Description { get; }

    public NetworkModule Module { get; }

    public WeightSet Weights => NetworkWeights.Copy(Module);

    /// <summary>Moves every weight a little down its gradient on random images.</summary>
    public void TrainOneStep(ulong seed)
    {
        using var scope = NewDisposeScope();
        var levels = Some.Levels(Description.Image, 3, seed);
        Likelihood.NegativeLogLikelihood(Module.forward(levels), levels, Description.Image).mean().backward();
        using var _ = no_grad();
        foreach (var parameter in Module.parameters()) parameter.sub_(parameter.grad! * 0.01);
        Module.zero_grad();
    }

    /// <summary>The negative log-likelihood of images (B, C, H, W) by the map face, nats an image.</summary>
    public double[] MapNats(Tensor levels)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return Likelihood.NegativeLogLikelihood(Module.forward(levels), levels, Description.Image).data<double>().ToArray();
    }

    public void Dispose() => Module.Dispose();
}
