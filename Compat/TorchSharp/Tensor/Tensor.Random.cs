using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            Shim.px_uniform_(this, from, to, Generator.HandleOf(generator));
            GC.KeepAlive(generator);
            return this;
        }

        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null)
        {
            Shim.px_normal_(this, mean, std, Generator.HandleOf(generator));
            GC.KeepAlive(generator);
            return this;
        }

        public Tensor bernoulli(Generator? generator = null) => torch.bernoulli(this, generator);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            torch.multinomial(this, num_samples, replacement, generator);
    }
}
