using System.Diagnostics;

namespace Course.Grading;

/// <summary>Hears of every check that is made in this process, whoever makes it.</summary>
/// <param name="heard">Gets each, from the thread that makes it.</param>
internal sealed class CheckListener(Action<CheckRecord> heard) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <summary>The longest text that is kept of a check, in characters.</summary>
    private const int MaxText = 4000;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Course.Exercises")
            value.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "Check", Value: ValueTuple<string, int, double?, bool, string> check })
            heard(new(Cut(check.Item1), check.Item2, check.Item3, check.Item4, Cut(check.Item5)));
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static string Cut(string? text) => text is null ? "" : text.Length <= MaxText ? text : text[..MaxText] + "…";
}
