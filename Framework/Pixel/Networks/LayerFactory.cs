using Pixel.Contracts;

namespace Pixel.Networks;

/// <summary>Makes the faces of layers; what a layer throws says which one it was.</summary>
static class LayerFactory
{
    /// <exception cref="LayerException">The layer threw.</exception>
    /// <exception cref="ModelException">The layer does not fit; its own words pass on.</exception>
    public static T Make<T>(NodeDescription node, string face, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception problem) when (problem is not ModelException)
        {
            throw new LayerException(node, face, problem);
        }
    }
}
