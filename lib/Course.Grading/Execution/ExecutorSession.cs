using System.Diagnostics;
using System.Reflection;
using Course.Notebooks;
using Microsoft.DotNet.Interactive;

namespace Course.Grading;

/// <summary>Runs compiled cells in this process, one after the other, each seeing what the earlier ones declared.</summary>
internal sealed class ExecutorSession : IDisposable
{
    /// <summary>The session's number at <see cref="CellStop"/>, which graded cells are compiled with: a process has one session.</summary>
    public const int StopNumber = 1;

    /// <summary>The longest text that is kept of an error, in characters.</summary>
    private const int MaxError = 10_000;

    private readonly SessionLoadContext _assemblies = new();
    private readonly LockedValues _locked = new();
    private readonly SessionThread _thread;
    private volatile CellRecorder _current = new();
    private object?[] _states = new object?[16];
    private int _count;

    public ExecutorSession()
    {
        SessionConsole.Install();
        DiagnosticListener.AllListeners.Subscribe(new CheckListener(check => _current.Add(check)));
        _thread = new SessionThread(StopNumber, () => { });
    }

    /// <summary>Runs a cell to its end.</summary>
    public async Task<CellExecution> RunAsync(CompiledCell cell)
    {
        var recorder = new CellRecorder();
        _current = recorder;
        UnhandledExceptions.ShowIn(recorder);
        string? proof = null, error = null;
        _locked.PutBack();
        try
        {
            var run = Load(cell);
            var value = await OnThread(() =>
            {
                SessionHook.Current = recorder;
                _assemblies.Initialize();
                return run(_states!);
            }).ConfigureAwait(false);
            proof = value as string;
        }
        catch (Exception exception)
        {
            // In words on the session's thread: an exception of the cell's own may say them by its code.
            error = (string)(await OnThread(() => Task.FromResult<object?>(Words(exception))).ConfigureAwait(false))!;
        }

        var changed = _locked.PutBack();
        if (cell.IsLocked)
            _locked.Keep(Array.Find(_states, state => state?.GetType().Name == cell.TypeName));
        return recorder.Close(proof, error, changed);
    }

    public void Dispose() => _thread.Dispose();

    private static string Words(Exception exception)
    {
        try
        {
            // Cells of checks have no lines that anybody should know.
            var lines = ExceptionText.Of(exception, withFiles: false).Traceback.Where(line => !line.StartsWith("   at a cell, line not known", StringComparison.Ordinal)).ToList();
            if (exception is NotImplementedException)
                return $"The answer is not written yet: it throws {nameof(NotImplementedException)}{string.Concat(lines.Skip(1).Take(1).Select(line => $" ({line[6..]})"))}.";
            var text = string.Join('\n', lines);
            return text.Length <= MaxError ? text : text[..MaxError] + "…";
        }
        catch (Exception)
        {
            return $"{exception.GetType().Name}, which could not say more.";
        }
    }

    private Task<object?> OnThread(Func<Task<object?>> code) => _thread.RunAsync(code, CancellationToken.None);

    private Func<object[], Task<object?>> Load(CompiledCell cell)
    {
        foreach (var reference in cell.References)
            _assemblies.AddNamed(reference);
        if (cell.Assembly.Length == 0)
            return _ => Task.FromResult<object?>(null);
        using var bytes = new MemoryStream(cell.Assembly);
        using var symbols = cell.Symbols.Length > 0 ? new MemoryStream(cell.Symbols) : null;
        var assembly = _assemblies.LoadFromStream(bytes, symbols);
        if (symbols is not null)
            ThrowingLines.Add(assembly, cell.Symbols);
        // A cell writes itself into its slot, at most one above the slots of those that were compiled before it: of cells that are left out too.
        _count = Math.Max(_count + 1, NumberOf(cell.TypeName));
        if (_states.Length < _count + 2)
            Array.Resize(ref _states, 2 * (_count + 2));
        return assembly.GetType(cell.TypeName, throwOnError: true)!
            .GetMethod(cell.MethodName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object[], Task<object?>>>();
    }

    /// <summary>The number in the name that the compiler gives a cell's type, <c>Submission#12</c>.</summary>
    private static int NumberOf(string typeName) => int.Parse(typeName[(typeName.LastIndexOf('#') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}
