using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules under names of their own, in the order in which they were added.</summary>
public class ModuleDict<T> : nn.Module where T : nn.Module
{
    readonly OrderedDictionary<string, T> _modules = [];

    public ModuleDict() : base(nameof(ModuleDict<T>)) { }

    public int Count => _modules.Count;

    public T this[string key] => _modules[key];

    public void Add(string key, T value)
    {
        register_module(key, value);
        _modules.Add(key, value);
    }

    public bool ContainsKey(string key) => _modules.ContainsKey(key);

    public IEnumerator<(string, T)> GetEnumerator() => _modules.Select(entry => (entry.Key, entry.Value)).GetEnumerator();
}
