using System.Numerics;
using Pixel.Contracts;

namespace Pixel.Networks;

/// <summary>Runs the code of a layer; what it throws says which layer it was.</summary>
static class LayerGuard
{
    /// <exception cref="LayerException">The layer threw.</exception>
    /// <exception cref="ModelException">The layer does not fit; its own words pass on, in both faces.</exception>
    public static T Run<T>(NodeDescription node, string face, Func<T> code)
    {
        try
        {
            return code();
        }
        catch (Exception problem) when (problem is not ModelException)
        {
            throw new LayerException(node, face, problem);
        }
    }
}

/// <summary>The step face of a plug-in's own layer: what it throws says which layer it was.</summary>
/// <typeparam name="T">The arithmetic.</typeparam>
sealed class GuardedStep<T>(NodeDescription node, StepLayer<T> layer) : StepLayer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Makes the step face of a layer. Shared layers do without a guard, and a layer without a step face refuses in its own words.</summary>
    public static StepLayer<T> Create(NodeDescription node, StepContext<T> context) =>
        node.Layer.HasStepFace && node.Layer.GetType().Assembly != typeof(LayerDescription).Assembly
            ? new GuardedStep<T>(node, LayerGuard.Run(node, LayerException.StepFace, () => node.Layer.CreateStep(context)))
            : node.Layer.CreateStep(context);

    public override void Begin()
    {
        try
        {
            layer.Begin();
        }
        catch (Exception problem) when (problem is not ModelException)
        {
            throw Failed(problem);
        }
    }

    public override void BeginRow(int row)
    {
        try
        {
            layer.BeginRow(row);
        }
        catch (Exception problem) when (problem is not ModelException)
        {
            throw Failed(problem);
        }
    }

    public override void Step(int row, int column, int group)
    {
        try
        {
            layer.Step(row, column, group);
        }
        catch (Exception problem) when (problem is not ModelException)
        {
            throw Failed(problem);
        }
    }

    LayerException Failed(Exception problem) => new(node, LayerException.StepFace, problem);
}
