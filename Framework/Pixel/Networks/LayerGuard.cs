using Pixel.Contracts;

namespace Pixel.Networks;

/// <summary>Runs the code of a layer; what it throws says which layer it was.</summary>
static class LayerGuard
{
    /// <exception cref="LayerException">The layer threw.</exception>
    /// <exception cref="ModelException">The layer does not fit; its own words pass on.</exception>
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
