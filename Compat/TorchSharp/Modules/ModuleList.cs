using System.Collections;
using System.Globalization;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules under the names 0, 1, 2 …</summary>
public class ModuleList<T> : nn.Module, IEnumerable<T> where T : nn.Module
{
    readonly List<T> _list = [];

    public ModuleList(params T[] modules) : base(nameof(ModuleList<T>))
    {
        foreach (var module in modules) Add(module);
    }

    public int Count => _list.Count;

    public T this[int index] => _list[index];

    public void Add(T item)
    {
        register_module(_list.Count.ToString(CultureInfo.InvariantCulture), item);
        _list.Add(item);
    }

    public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
