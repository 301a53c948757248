using System.Diagnostics;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace Course.Notebooks;

/// <summary>A C# session: runs cells one after the other, each seeing what the earlier ones declared.</summary>
public sealed class CSharpSession : IAsyncDisposable
{
    private ScriptState<object>? _state;
    private int _count;

    /// <summary>Starts a session.</summary>
    /// <param name="options">How it runs.</param>
    public CSharpSession(SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
    }

    /// <summary>How the session runs.</summary>
    public SessionOptions Options { get; }

    /// <summary>
    /// Runs a cell. A failing cell is no exception: it shows an <see cref="ErrorOutput"/>, the result carries it too,
    /// and what earlier cells declared stays.
    /// </summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="output">Gets each output when it is shown, one at a time, from whatever thread shows it.</param>
    /// <param name="cancel">Stops the cell, a busy loop too; the result's error then is <see cref="ErrorOutput.Cancelled"/>.</param>
    public async Task<CellResult> RunAsync(string source, Action<CellOutput> output, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(output);
        var clock = Stopwatch.StartNew();
        var count = ++_count;
        ErrorOutput? error = null;
        try
        {
            _state = _state is null
                ? await CSharpScript.RunAsync(source, ScriptOptions.Default, cancellationToken: cancel)
                : await _state.ContinueWithAsync(source, cancellationToken: cancel);
            if (_state.ReturnValue is { } value)
                output(new ResultOutput(count, MimeBundle.OfText(value.ToString() ?? "")));
        }
        catch (CompilationErrorException failure)
        {
            error = new ErrorOutput(ErrorOutput.CompilationError, failure.Message, [failure.Message]);
            output(error);
        }

        return new CellResult(count, error, clock.Elapsed);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
