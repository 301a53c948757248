namespace TorchSharp;

/// <summary>Owns the tensors made on its thread while it is the innermost scope, and disposes them when it ends.</summary>
public sealed class DisposeScope : IDisposable
{
    private HashSet<IDisposable> disposables = new(ReferenceEqualityComparer.Instance);
    private DisposeScopeManager? manager;

    internal DisposeScope(DisposeScopeManager manager)
    {
        this.manager = manager;
        OuterScope = manager.CurrentDisposeScope;
    }

    internal DisposeScope? OuterScope { get; set; }

    /// <summary>What the scope would dispose now.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => Open().disposables.ToArray();
    /// <summary>Number of things that the scope would dispose now.</summary>
    public int DisposablesCount => Open().disposables.Count;

    /// <summary>Hands things to the scope around this one, so that they outlive it; without one around, they belong to no scope.</summary>
    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(OuterScope, disposable);

    /// <summary>Hands things to the scope around this one, so that they outlive it; without one around, they belong to no scope.</summary>
    public void MoveToOuter(params IDisposable[] disposables)
    {
        foreach (var disposable in disposables) MoveToOuter(disposable);
    }

    /// <summary>Hands a thing to another scope; to none where it is null.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        Open();
        if (scope is null) Detach(disposable);
        else if (disposables.Contains(disposable)) scope.Take(disposable);
        return disposable;
    }

    /// <summary>Takes things out of the scope, so that it does not dispose them.</summary>
    public T Detach<T>(T disposable) where T : IDisposable
    {
        if (Open().disposables.Remove(disposable) && disposable is torch.Tensor tensor) tensor.OwningDisposeScope = null;
        return disposable;
    }

    /// <summary>Takes things out of the scope, so that it does not dispose them.</summary>
    public void Detach(params IDisposable[] disposables)
    {
        foreach (var disposable in disposables) Detach(disposable);
    }

    /// <summary>Puts a tensor under this scope, whichever it belonged to.</summary>
    public void Attach(IDisposable disposable) => Open().Take(disposable);

    /// <summary>Disposes all that the scope has; it stays open.</summary>
    public void DisposeEverything() => DisposeEverythingBut((IEnumerable<IDisposable>)[]);

    /// <inheritdoc cref="DisposeEverythingBut(IDisposable[])"/>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var old = Open().disposables;
        disposables = new(inKeep, ReferenceEqualityComparer.Instance);
        foreach (var disposable in old)
            if (!disposables.Contains(disposable))
                disposable.Dispose();
    }

    /// <summary>Disposes all that the scope has but what is named; it stays open.</summary>
    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    /// <inheritdoc cref="DisposeEverythingBut(IDisposable[])"/>
    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[keep]);
        return keep;
    }

    /// <summary>Disposes all that the scope has, and ends it.</summary>
    public void Dispose()
    {
        if (manager is null) return;
        DisposeEverything();
        manager.Remove(this);
        manager = null;
    }

    /// <summary>Tells the scope that a thing of it was disposed.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        Open().disposables.Remove(disposable);
        if (disposable is torch.Tensor tensor) tensor.OwningDisposeScope = null;
    }

    /// <summary>Whether the scope would dispose a thing.</summary>
    public bool Contains(IDisposable disposable) => disposables.Contains(disposable);

    internal void Add(torch.Tensor tensor) => disposables.Add(tensor);

    internal static void Replace(torch.Tensor original, torch.Tensor replacement)
    {
        if (original.OwningDisposeScope is not { } scope || !scope.disposables.Remove(original)) return;
        original.OwningDisposeScope = null;
        scope.Take(replacement);
    }

    private void Take(IDisposable disposable)
    {
        if (disposable is not torch.Tensor tensor) throw new InvalidOperationException("DisposeScope can only manage Tensor or PackedSequence");
        if (tensor.OwningDisposeScope == this) return;
        tensor.OwningDisposeScope?.disposables.Remove(tensor);
        disposables.Add(tensor);
        tensor.OwningDisposeScope = this;
    }

    private DisposeScope Open() => manager is null ? throw new ObjectDisposedException(GetType().FullName) : this;
}

/// <summary>The stack of dispose scopes of one thread.</summary>
public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager? singleton;

    internal static DisposeScopeManager ThreadSingleton => singleton ??= new DisposeScopeManager();

    internal DisposeScope? CurrentDisposeScope { get; private set; }

    internal DisposeScope NewDisposeScope() => CurrentDisposeScope = new DisposeScope(this);

    internal void Remove(DisposeScope scope)
    {
        if (CurrentDisposeScope == scope)
        {
            CurrentDisposeScope = scope.OuterScope;
            return;
        }
        for (var inner = CurrentDisposeScope; inner is not null; inner = inner.OuterScope)
            if (inner.OuterScope == scope)
                inner.OuterScope = scope.OuterScope;
    }
}

public static partial class torch
{
    /// <summary>A scope that disposes every tensor made on this thread while it is open; write using var scope = torch.NewDisposeScope();</summary>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ThreadSingleton.NewDisposeScope();

    /// <summary>The innermost open dispose scope of this thread; null where there is none.</summary>
    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.ThreadSingleton.CurrentDisposeScope;

    /// <summary>Runs a function in a dispose scope of its own and gives its result; all else that it made is disposed.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}
