using Pixel.Contracts;
using Pixel.Host.Models;
using Pixel.Libtorch;
using Pixel.Likelihoods;
using Pixel.Networks;
using Pixel.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace Pixel.Checks.Models;

/// <summary>A network with its likelihood on the CPU, initialised, ready to be measured.</summary>
public class CheckedModel : IDisposable
{
    const double StepSize = 0.01;

    /// <summary>Builds and initialises a network.</summary>
    /// <param name="architecture">The architecture.</param>
    /// <param name="options">Its options.</param>
    /// <param name="image">The images.</param>
    /// <param name="architectures">The other architectures.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <param name="likelihood">The likelihood; null for the one that the options name, of the shared ones.</param>
    /// <param name="classes">Classes that the network is conditioned on; 0 for none.</param>
    /// <exception cref="ModelException">The options do not fit the images.</exception>
    public CheckedModel(
        IArchitecture architecture, ModelOptions options, ImageShape image, IArchitectureCatalog architectures, ulong seed = 1,
        ScalarType type = ScalarType.Float64, ILikelihood? likelihood = null, int classes = 0)
    {
        Likelihood = likelihood ?? LikelihoodCatalog.Shared.Find(architecture, options, image);
        Description = architecture.Build(options, new BuildContext(image, Likelihood, architectures) { Classes = classes });
        ParameterMemory.Check(Description, copies: 2, sizeof(double)); // values and gradients
        TorchLibrary.Load();
        manual_seed((long)seed); // for modules of TorchSharp's within layers
        Module = new NetworkModule(Description);
        Module.to(type);
        Module.Initialize(seed);
        InitializeFrom();
        Module.eval();
    }

    CheckedModel(NetworkModule module, ILikelihood likelihood) => (Description, Module, Likelihood) = (module.Description, module, likelihood);

    /// <summary>The likelihood of the output.</summary>
    public ILikelihood Likelihood { get; }

    /// <summary>The network.</summary>
    public NetworkDescription Description { get; }

    /// <summary>The map face.</summary>
    public NetworkModule Module { get; }

    /// <summary>A copy of the weights, for the step face.</summary>
    public WeightSet Weights => NetworkWeights.Copy(Module);

    /// <summary>The type of the weights.</summary>
    public ScalarType Type => Module.parameters().First().dtype;

    /// <summary>This model, and that of the smaller image where it is a multi-scale one; they share their modules.</summary>
    public IEnumerable<CheckedModel> Networks => Module.Small is { } small ? [this, new CheckedModel(small, Likelihood)] : [this];

    /// <summary>The same network up to a layer, as a model of its own with copies of the weights; its output is that layer's.</summary>
    /// <param name="node">The index of the last layer, at least 1.</param>
    public CheckedModel UpTo(int node)
    {
        var part = Description with { Nodes = [.. Description.Nodes.Take(node + 1)] };
        var names = part.Nodes.Select(known => known.Name).Append("small").ToHashSet(StringComparer.Ordinal);
        var (all, weights) = (Weights, new WeightSet());
        foreach (var name in all.Names.Where(name => names.Contains(name.Split('.')[0]))) weights.Add(name, all[name]);
        var module = new NetworkModule(part);
        module.to(Type);
        module.eval();
        NetworkWeights.Load(weights, module);
        return new CheckedModel(module, Likelihood);
    }

    /// <summary>Moves every weight a little down its gradient on random images.</summary>
    /// <param name="seed">The seed of the images.</param>
    public void TrainOneStep(ulong seed)
    {
        using var scope = NewDisposeScope();
        Module.train();
        Nats(SomeImages.Levels(Description.Image, 3, seed)).mean().backward();
        using var _ = no_grad();
        foreach (var parameter in Module.parameters())
            if (parameter.grad is { } gradient) parameter.sub_(gradient * StepSize);
        Module.zero_grad();
        Module.eval();
    }

    /// <summary>−log p of images in nats, as training minimises it: with that of the smaller image for a multi-scale model.</summary>
    /// <param name="levels">Whole images, (B, C, H, W).</param>
    /// <returns>(B), differentiable with respect to the weights.</returns>
    public Tensor Nats(byte[] levels)
    {
        var (image, small) = TeacherForcing.Nats(Module, Likelihood, SomeImages.ToTensor(levels, Description.Image).to_type(Type), Labelled(levels.Length / Description.Image.Dimensions));
        return small is null ? image : image + small;
    }

    /// <summary>The smaller images of a multi-scale model, the same random one for each image; none for other models.</summary>
    /// <param name="batch">The number of images.</param>
    public byte[] SmallImages(int batch)
    {
        if (Description.Small is not { Image: var small }) return [];
        var levels = SomeImages.Levels(small, 1, seed: 23);
        return [.. Enumerable.Repeat(levels, batch).SelectMany(image => image)];
    }

    /// <summary>The classes of some images, in turn; none where the model is not class-conditional.</summary>
    /// <param name="batch">The number of images.</param>
    public int[] Labels(int batch) => Description.Classes == 0 ? [] : [.. Enumerable.Range(0, batch).Select(image => image % Description.Classes)];

    /// <summary>What some images are modelled given: <see cref="SmallImages"/> and <see cref="Labels"/>, where the model is conditional.</summary>
    /// <param name="batch">The number of images.</param>
    public Conditions Conditions(int batch) => new(
        Description.Small is { Image: var small } ? SomeImages.ToTensor(SmallImages(batch), small).to_type(Type) : null, Labelled(batch).Conditions.Labels);

    /// <summary>Images to be drawn, nothing of them known, of the <see cref="Labels"/> where the model is class-conditional.</summary>
    /// <param name="images">How many.</param>
    public Canvas EmptyCanvas(int images)
    {
        var canvas = Canvas.Empty(Description.Image, images);
        if (Description.Classes > 0) canvas.Labels = Labels(images);
        return canvas;
    }

    /// <summary>An evaluation given the <see cref="Labels"/>.</summary>
    ForwardContext Labelled(int batch) => new()
    {
        Conditions = new Conditions(Labels: Description.Classes == 0 ? null : tensor(Array.ConvertAll(Labels(batch), label => (long)label))),
    };

    void InitializeFrom()
    {
        using var scope = NewDisposeScope();
        const int images = 8;
        Module.InitializeFrom(SomeImages.ToTensor(SomeImages.Levels(Description.Image, images), Description.Image).to_type(Type), new ForwardContext { Conditions = Conditions(images) });
    }

    /// <summary>The output of the map face, given the <see cref="SmallImages"/> and <see cref="Labels"/> where the model is conditional.</summary>
    /// <param name="levels">(B, C, H, W), in any floating type.</param>
    /// <param name="label">The class of all the images, for a class-conditional model; null for the <see cref="Labels"/>.</param>
    /// <returns>(B, output channels, H, W).</returns>
    public Tensor Forward(Tensor levels, int? label = null)
    {
        levels = levels.to_type(Type);
        var conditions = Conditions((int)levels.shape[0]);
        if (label is { } one) conditions = conditions with { Labels = full([levels.shape[0]], one, ScalarType.Int64) };
        return Module.forward(levels, new ForwardContext { Conditions = conditions });
    }

    /// <summary>The output of the map face on plain memory, given the <see cref="SmallImages"/>.</summary>
    /// <param name="levels">Whole images, (B, C, H, W).</param>
    /// <param name="label">The class of all the images, for a class-conditional model; null for the <see cref="Labels"/>.</param>
    /// <returns>(B, output channels, H, W).</returns>
    public double[] Outputs(byte[] levels, int? label = null)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return Forward(SomeImages.ToTensor(levels, Description.Image), label).to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    /// <summary>The negative log-likelihood of images by the map face, nats an image, given the <see cref="SmallImages"/>.</summary>
    /// <param name="levels">(B, C, H, W).</param>
    /// <param name="label">The class of all the images, for a class-conditional model; null for the <see cref="Labels"/>.</param>
    public double[] MapNats(Tensor levels, int? label = null)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var nats = Likelihood.NegativeLogLikelihood(Forward(levels, label), levels.to_type(Type), Description.Image); // (B)
        return nats.to_type(ScalarType.Float64).data<double>().ToArray();
    }

    /// <summary>Lets go of the modules.</summary>
    public void Dispose()
    {
        Module.Dispose();
        GC.SuppressFinalize(this);
    }
}
