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
        var (image, small) = TeacherForcing.Nats(Module, Likelihood, levels);
        (small is null ? image : image + small).mean().backward();
        using var _ = no_grad();
        foreach (var parameter in Module.parameters()) parameter.sub_(parameter.grad! * 0.01);
        Module.zero_grad();
    }

    /// <summary>The smaller images of a multi-scale model, the same random one for each image; none for other models.</summary>
    public byte[] SmallImages(int batch)
    {
        if (Description.Small is not { Image: var small }) return [];
        var levels = Some.LevelBytes(small, 1, seed: 23);
        return [.. Enumerable.Repeat(levels, batch).SelectMany(image => image)];
    }

    /// <summary>The output of the map face, given the <see cref="SmallImages"/> where the model is multi-scale.</summary>
    public Tensor Forward(Tensor levels)
    {
        if (Description.Small is not { Image: var small }) return Module.forward(levels);
        var given = Array.ConvertAll(SmallImages((int)levels.shape[0]), level => (double)level);
        return Module.forward(levels, tensor(given, [levels.shape[0], small.Channels, small.Height, small.Width]));
    }

    /// <summary>The negative log-likelihood of images (B, C, H, W) by the map face, nats an image, given the <see cref="SmallImages"/>.</summary>
    public double[] MapNats(Tensor levels)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return Likelihood.NegativeLogLikelihood(Forward(levels), levels, Description.Image).data<double>().ToArray();
    }

    public void Dispose() => Module.Dispose();
}
