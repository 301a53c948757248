using System.Reflection;
using System.Runtime.CompilerServices;

namespace Course.Notebooks;

/// <summary>Compiles C# and runs it on the session's thread, each piece seeing what those before it declared.</summary>
/// <param name="compiler">Compiles it.</param>
/// <param name="assemblies">Where it lives.</param>
/// <param name="thread">Runs it.</param>
internal sealed class ScriptRunner(SubmissionCompiler compiler, SessionLoadContext assemblies, SessionThread thread) : IAsyncDisposable
{
    private readonly Stack<object> _disposables = new();
    private object?[] _states = new object?[16];
    private int _count;

    /// <summary>Compiles a piece; a failure leaves everything as it was.</summary>
    /// <param name="code">The C#.</param>
    /// <param name="path">What errors and stack traces call it.</param>
    /// <param name="cancel">Stops the compiler.</param>
    /// <exception cref="CellCompilationException">It does not compile.</exception>
    public Submission Compile(string code, string path, CancellationToken cancel) => compiler.Compile(code, path, cancel);

    /// <summary>Runs a piece. What it had set when it fails stays, as in every read-eval-print loop.</summary>
    /// <returns>Whether it has a value, and the value.</returns>
    public async Task<(bool HasValue, object? Value)> RunAsync(Submission submission, CancellationToken cancel)
    {
        try
        {
            cancel.ThrowIfCancellationRequested();
            if (submission.Code is null)
                return (false, null);
            var run = Load(submission.Code);
            var value = await thread.RunAsync(
                () =>
                {
                    assemblies.Initialize();
                    return run(_states!);
                },
                cancel).ConfigureAwait(false);
            return (value is not null || SubmissionCompiler.HasResult(submission, cancel), value);
        }
        finally
        {
            compiler.Accept(submission);
            KeepDisposables(submission);
        }
    }

    /// <summary>Compiles a C# file with namespaces and types of its own, which what runs from now on sees.</summary>
    public void Import(string path, CancellationToken cancel)
    {
        var library = compiler.CompileLibrary(path, cancel);
        if (library is null)
            return;
        using var bytes = new MemoryStream(library.Assembly);
        using var symbols = new MemoryStream(library.Symbols);
        ThrowingLines.Add(assemblies.LoadFromStream(bytes, symbols), library.Symbols);
    }

    /// <summary>The variables in the order in which they were first declared; of one that was declared again, the last.</summary>
    public IReadOnlyList<SessionVariable> Variables()
    {
        var variables = new OrderedDictionary<string, SessionVariable>();
        foreach (var state in _states.OfType<object>().Where(state => state.GetType().Assembly.GetName().Name!.StartsWith(SubmissionCompiler.AssemblyPrefix, StringComparison.Ordinal)))
        {
            var fields = state.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
            foreach (var field in fields.Where(field => field.Name[0] != '<' && !field.IsDefined(typeof(CompilerGeneratedAttribute))))
                variables[field.Name] = new SessionVariable(field.Name, field.FieldType, field.GetValue(state));
        }

        return [.. variables.Values];
    }

    /// <summary>Disposes what was declared with <c>using</c>, the last first.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_disposables.TryPop(out var disposable))
        {
            if (disposable is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            else
                ((IDisposable)disposable).Dispose();
        }
    }

    private Func<object[], Task<object?>> Load(SubmissionCode code)
    {
        using var bytes = new MemoryStream(code.Assembly);
        using var symbols = new MemoryStream(code.Symbols);
        var assembly = assemblies.LoadFromStream(bytes, symbols);
        ThrowingLines.Add(assembly, code.Symbols);
        var method = assembly.GetType(code.TypeName, throwOnError: true)!.GetMethod(code.MethodName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        // A piece writes itself into its slot, at most one above the slots of those before it.
        _count++;
        if (_states.Length < _count + 2)
            Array.Resize(ref _states, 2 * _states.Length);
        return method.CreateDelegate<Func<object[], Task<object?>>>();
    }

    private void KeepDisposables(Submission submission)
    {
        foreach (var name in submission.Disposables)
        {
            var state = _states.LastOrDefault(state => state?.GetType().Name == submission.Code?.TypeName);
            if (state?.GetType().GetField(name)?.GetValue(state) is { } value and (IDisposable or IAsyncDisposable))
                _disposables.Push(value);
        }
    }
}
