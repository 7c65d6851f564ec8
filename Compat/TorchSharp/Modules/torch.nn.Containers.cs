using System.Globalization;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
            new(modules.Select((module, index) => (index.ToString(CultureInfo.InvariantCulture), module)));
        public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);

        public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);

        public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module
        {
            var result = new ModuleDict<T>();
            foreach (var (name, module) in modules) result.Add(name, module);
            return result;
        }
    }
}
