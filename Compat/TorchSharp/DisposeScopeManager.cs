namespace TorchSharp;

/// <summary>The dispose scopes of one thread, innermost last.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] static DisposeScopeManager? _current;

    readonly List<DisposeScope> _scopes = [];

    internal static DisposeScopeManager ThreadSingleton => _current ??= new();

    internal DisposeScope? Innermost => _scopes.Count == 0 ? null : _scopes[^1];

    internal static DisposeScope NewDisposeScope()
    {
        var manager = ThreadSingleton;
        var scope = new DisposeScope(manager);
        manager._scopes.Add(scope);
        return scope;
    }

    internal void Remove(DisposeScope scope) => _scopes.Remove(scope);
}
