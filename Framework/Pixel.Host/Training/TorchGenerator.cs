using static TorchSharp.torch;

namespace Pixel.Host.Training;

/// <summary>The state of libtorch's default generator as text.</summary>
static class TorchGenerator
{
    /// <summary>The present state, in Base64.</summary>
    public static string Save()
    {
        using var scope = NewDisposeScope();
        return Convert.ToBase64String(random.get_rng_state().data<byte>().ToArray());
    }

    /// <summary>Restores a state.</summary>
    public static void Restore(string state)
    {
        using var scope = NewDisposeScope();
        random.set_rng_state(from_array(Convert.FromBase64String(state)));
    }
}
