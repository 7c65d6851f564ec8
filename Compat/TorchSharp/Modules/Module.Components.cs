using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Own parameters first, then those of the submodules; one that is shared comes once.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                Distinct(Gather(module => module._parameters, recurse));

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(entry => entry.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(
                bool recurse = true, bool include_nonpersistent = true) =>
                Distinct(Gather(
                    module => module._buffers.Where(entry => include_nonpersistent || !module._transient.Contains(entry.Key)),
                    recurse));

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            public virtual IEnumerable<(string name, Module module)> named_children() =>
                _submodules.Select(entry => (entry.Key, entry.Value));

            public virtual IEnumerable<Module> children() => _submodules.Values;

            /// <summary>Every module below this one: the children, then what is below each.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (name, module) in _submodules) yield return (name, module);
                foreach (var (name, module) in _submodules)
                {
                    foreach (var (below, inner) in module.named_modules()) yield return ($"{name}.{below}", inner);
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            /// <summary>Null if there is none of that name.</summary>
            public virtual Parameter get_parameter(string target) => Find(module => module._parameters, target)!;

            /// <summary>Null if there is none of that name.</summary>
            public virtual Tensor get_buffer(string target) => Find(module => module._buffers, target)!;

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            T? Find<T>(Func<Module, OrderedDictionary<string, T>> own, string target) where T : class
            {
                if (own(this).TryGetValue(target, out var item)) return item;
                var dot = target.IndexOf('.');
                return dot > 0 && _submodules.TryGetValue(target[..dot], out var module)
                    ? module.Find(own, target[(dot + 1)..])
                    : null;
            }

            IEnumerable<(string, T)> Gather<T>(Func<Module, IEnumerable<KeyValuePair<string, T>>> own, bool recurse)
            {
                foreach (var (name, item) in own(this)) yield return (name, item);
                if (!recurse) yield break;
                foreach (var (prefix, module) in _submodules)
                {
                    foreach (var (name, item) in module.Gather(own, recurse: true)) yield return ($"{prefix}.{name}", item);
                }
            }

            static IEnumerable<(string, T)> Distinct<T>(IEnumerable<(string name, T item)> entries) where T : Tensor =>
                entries.Where(entry => !entry.item.IsInvalid).DistinctBy(entry => entry.item.Handle);
        }
    }
}
