using System.Text;
using Microsoft.DotNet.Interactive;

namespace Course.Grading;

/// <summary>
/// Keeps what a cell prints and checks while it runs. Threads and tasks of the cell belong to it for ever: what they
/// print after its end is lost, and reaches no later cell.
/// </summary>
internal sealed class CellRecorder : ISession
{
    /// <summary>How many characters are kept of what a cell prints.</summary>
    private const int MaxOutput = 100_000;

    /// <summary>How many different checks are kept; a check that holds again is not a different one.</summary>
    private const int MaxChecks = 10_000;

    private readonly StringBuilder _output = new();
    private readonly List<CheckRecord> _checks = [];
    private readonly HashSet<(string File, int Line, double? Points)> _passed = [];
    private readonly Lock _gate = new();
    private bool _isClosed;
    private bool _isCut;
    private bool _hasTooManyChecks;

    public CancellationToken Cancellation => CancellationToken.None;

    public void Write(string stream, ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            if (_isClosed || _isCut)
                return;
            var taken = Math.Min(text.Length, MaxOutput - _output.Length);
            _output.Append(text[..taken]);
            _isCut = taken < text.Length;
            if (_isCut)
                _output.Append("\n… the rest was left out.\n");
        }
    }

    public void Display(string displayId, IReadOnlyList<FormattedValue> values)
    {
        if (values.FirstOrDefault(value => value.MimeType == "text/plain") is { } text)
            Write("stdout", text.Value + "\n");
    }

    public void Update(string displayId, IReadOnlyList<FormattedValue> values)
    {
    }

    public Task<string?> ReadAsync(string prompt, bool isPassword) =>
        throw new InvalidOperationException("Graded work has no keyboard: put the value into the cell instead of asking for it.");

    /// <summary>Keeps a check; of one that holds each time, the first.</summary>
    public void Add(CheckRecord check)
    {
        lock (_gate)
        {
            if (_isClosed || (check.Passed && !_passed.Add((check.File, check.Line, check.Points))))
                return;
            if (_checks.Count < MaxChecks)
                _checks.Add(check);
            else
                _hasTooManyChecks = true;
        }
    }

    /// <summary>Takes nothing any more, and gives what the cell came to.</summary>
    /// <param name="proof">Its value, where that is a text.</param>
    /// <param name="error">What it threw; null where it threw nothing.</param>
    /// <param name="changed">The variables of the lesson whose numbers it changed; null where it changed none.</param>
    public CellExecution Close(string? proof, string? error, string? changed)
    {
        lock (_gate)
        {
            _isClosed = true;
            // What is not kept may be a failure.
            error ??= _hasTooManyChecks ? $"More than {MaxChecks} different checks were made." : null;
            if (changed is not null)
            {
                var told = $"Your code changes what `{changed}` holds, which belongs to the lesson. Work on a copy: clone() of a tensor, ToArray() of an array.";
                return new(ExecutionEnd.Changed, null, told, [.. _checks], _output.ToString());
            }

            return new(error is null ? ExecutionEnd.Completed : ExecutionEnd.Threw, proof, error, [.. _checks], _output.ToString());
        }
    }
}
