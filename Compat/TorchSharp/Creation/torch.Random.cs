using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor randint(
        long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null)
    {
        var options = Options.Of(dtype, device, requires_grad, names, ScalarType.Int64);
        var made = Shim.px_randint(low, high, size, size.Length, Generator.HandleOf(generator), options);
        GC.KeepAlive(generator);
        return made;
    }

    public static Tensor randperm(
        long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        var options = Options.Of(dtype, device, requires_grad, inferred: ScalarType.Int64);
        var made = Shim.px_randperm(n, Generator.HandleOf(generator), options);
        GC.KeepAlive(generator);
        return made;
    }

    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null)
    {
        var drawn = Shim.px_normal(mean, std, Generator.HandleOf(generator));
        GC.KeepAlive(generator);
        return drawn;
    }

    public static Tensor normal(
        double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, Generator? generator = null, string[]? names = null)
    {
        var drawn = empty(size.ToArray(), dtype, device, names: names).normal_(mean, std, generator);
        drawn.requires_grad = requires_grad;
        return drawn;
    }

    public static Tensor bernoulli(Tensor input, Generator? generator = null)
    {
        var drawn = Shim.px_bernoulli(input, Generator.HandleOf(generator));
        GC.KeepAlive(generator);
        return drawn;
    }

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null)
    {
        var drawn = Shim.px_multinomial(input, num_samples, replacement, Generator.HandleOf(generator));
        GC.KeepAlive(generator);
        return drawn;
    }
}
