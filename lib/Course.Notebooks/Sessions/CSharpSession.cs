using System.Diagnostics;
using System.Globalization;
using Microsoft.DotNet.Interactive;

namespace Course.Notebooks;

/// <summary>
/// A C# session: runs cells one after the other, each seeing what the earlier ones declared. The language is Roslyn's
/// C# script (state from cell to cell, top-level await, <c>#r</c>, <c>#load</c>, the last expression is shown), with
/// what .NET Interactive adds: <c>display</c>, <c>HTML</c>, <c>#r "nuget: …"</c>, and the magics that <c>#!lsmagic</c> lists.
/// </summary>
public sealed class CSharpSession : IAsyncDisposable
{
    private readonly SessionInput _input;
    private readonly SessionOutputs _outputs;
    private readonly SessionThread _thread;
    private readonly PackageStore _packages;
    private readonly ScriptRunner _scripts;
    private readonly CellRunner _cells;
    private readonly Completer _completer;
    private readonly Inspector _inspector;
    private readonly Task _warmUp;
    private int _count;
    private int _running;
    private bool _disposed;

    /// <summary>Starts a session, which warms the compiler up in the background.</summary>
    /// <param name="options">How it runs.</param>
    public CSharpSession(SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        SessionConsole.Install();
        var stopNumber = CellStop.NewSession();
        _input = new SessionInput(options.Input);
        _outputs = new SessionOutputs(options, stopNumber, _input);
        UnhandledExceptions.ShowIn(_outputs);
        _thread = new SessionThread(stopNumber, () => SessionHook.Current = _outputs);
        _packages = new PackageStore(options, text => _outputs.Add(new DisplayOutput(MimeBundle.OfText(text))));
        var assemblies = new SessionLoadContext();
        var compiler = new SubmissionCompiler(new SessionReferences(options.WorkingDirectory, options.LibraryDirectory, assemblies, _packages), options.WorkingDirectory, stopNumber);
        _scripts = new ScriptRunner(compiler, assemblies, _thread);
        _cells = new CellRunner(options, _scripts, _outputs, _thread, _packages);
        _completer = new Completer(compiler, options);
        _inspector = new Inspector(compiler, _scripts);
        _warmUp = Task.Run(WarmUpAsync);
    }

    /// <summary>How the session runs.</summary>
    public SessionOptions Options { get; }

    /// <summary>Done when the compiler is warm. A cell waits for it by itself; whoever measures cells waits first.</summary>
    public Task Ready => _warmUp;

    /// <summary>
    /// Runs a cell. A failing cell is no exception: it shows an <see cref="ErrorOutput"/>, the result carries it too,
    /// and what earlier cells declared stays, as does what this one had set before it failed.
    /// </summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="output">
    /// Gets each output soon after it is shown, one at a time, from a thread of its own: all of the cell's before the task
    /// ends, and after it, until the next cell begins, what the cell's threads and tasks still show.
    /// </param>
    /// <param name="cancel">
    /// Stops the cell, be it in a loop of its own, waiting, or showing something; the result's error then is
    /// <see cref="ErrorOutput.Cancelled"/>. A library or native code that does none of this and does not call the cell
    /// back cannot be stopped within the process: the task then ends when that code returns.
    /// </param>
    /// <exception cref="InvalidOperationException">Another cell of this session is running.</exception>
    public Task<CellResult> RunAsync(string source, Action<CellOutput> output, CancellationToken cancel = default) =>
        RunAsync(source, output, _count + 1, cancel);

    /// <summary>Runs a cell that is not numbered as the one after the last.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="output">Gets each output, as in the other overload.</param>
    /// <param name="number">The cell's number, which its result bears and by which errors call it.</param>
    /// <param name="cancel">Stops the cell, as in the other overload.</param>
    /// <exception cref="InvalidOperationException">Another cell of this session is running.</exception>
    public async Task<CellResult> RunAsync(string source, Action<CellOutput> output, int number, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(output);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Interlocked.Exchange(ref _running, 1) == 1)
            throw new InvalidOperationException("A cell of this session is running. Wait for its result before running the next.");

        try
        {
            var clock = Stopwatch.StartNew();
            await _warmUp.ConfigureAwait(false);
            _count = number;
            await _outputs.BeginAsync(output).ConfigureAwait(false);
            // Compilation and set-up leave the caller's thread alone.
            var error = await Task.Run(() => RunAsync(source, $"cell {_count}", clock, cancel), CancellationToken.None).ConfigureAwait(false);
            await _outputs.EndAsync(error).ConfigureAwait(false);
            return new CellResult(_count, error, clock.Elapsed);
        }
        finally
        {
            _running = 0;
        }
    }

    /// <summary>What could stand at a place in a cell that is being written; the session stays as it is.</summary>
    /// <param name="source">The cell's text so far.</param>
    /// <param name="position">The place, in UTF-16 units from the start.</param>
    /// <param name="cancel">Ends the search.</param>
    public Task<Completion> CompleteAsync(string source, int position, CancellationToken cancel = default) =>
        AssistAsync(source, position, at => _completer.Complete(source, at, cancel), cancel);

    /// <summary>The signature and documentation of what stands at a place in a cell; null where nothing is known.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="position">The place, in UTF-16 units from the start: in a name, behind it, or in a call's arguments.</param>
    /// <param name="cancel">Ends the search.</param>
    public Task<Inspection?> InspectAsync(string source, int position, CancellationToken cancel = default) =>
        AssistAsync(source, position, at => _inspector.Inspect(source, at, cancel), cancel);

    /// <summary>Whether a cell's text could be run as it stands.</summary>
    /// <param name="source">The cell's text.</param>
    public static Completeness IsComplete(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return CompletenessCheck.Check(source);
    }

    /// <summary>
    /// Disposes what cells declared with <c>using</c>, the last first, and ends the session's thread;
    /// a cell that runs is not waited for.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await _scripts.DisposeAsync().ConfigureAwait(false);
        _thread.Dispose();
        await _outputs.CloseAsync().ConfigureAwait(false);
    }

    private async Task<T> AssistAsync<T>(string source, int position, Func<int, T> find, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _warmUp.WaitAsync(cancel).ConfigureAwait(false);
        return await Task.Run(() => find(Math.Clamp(position, 0, source.Length)), cancel).ConfigureAwait(false);
    }

    private async Task<ErrorOutput?> RunAsync(string text, string name, Stopwatch clock, CancellationToken cancel)
    {
        try
        {
            _packages.Cancel = cancel;
            _input.Cancel = cancel;
            await _cells.RunAsync(text, name, _count, cancel).ConfigureAwait(false);
            return null;
        }
        catch (CellCompilationException failure)
        {
            return ProblemText.Of(failure, name);
        }
        catch (CellException failure)
        {
            return new ErrorOutput(failure.Name, failure.Message, failure.Message.Split('\n'));
        }
        catch (PackageException failure)
        {
            return new ErrorOutput(nameof(PackageException), failure.Message, failure.Message.Split('\n'));
        }
        catch (OperationCanceledException stop) when (cancel.IsCancellationRequested)
        {
            // What the cell called may have caught the stop and thrown it again, to say where it was.
            var where = stop.InnerException is OperationCanceledException ? " " + stop.Message : "";
            var message = string.Create(CultureInfo.InvariantCulture, $"The cell was stopped after {clock.Elapsed.TotalSeconds:0.0} s. What it had set stays.{where}");
            return new ErrorOutput(ErrorOutput.Cancelled, message, [message]);
        }
        catch (Exception exception)
        {
            return ExceptionText.Of(exception);
        }
    }

    private async Task WarmUpAsync()
    {
        var (_, value) = await _scripts.RunAsync(_scripts.Compile("1+1", "", CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        await _thread.RunAsync(() => Task.FromResult<object?>(_outputs.Bundle(value)), CancellationToken.None).ConfigureAwait(false);
    }
}
