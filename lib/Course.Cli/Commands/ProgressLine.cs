using System.Diagnostics;
using System.Globalization;
using Course.Grading;

namespace Course.Cli.Commands;

/// <summary>How far grading is: a line that is written anew on a terminal, a line now and then elsewhere.</summary>
internal sealed class ProgressLine : IProgress<GradeProgress>, IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(30);
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private readonly Stopwatch _since = new();
    private int _width;

    public void Report(GradeProgress value)
    {
        var text = Text(value);
        if (_isTerminal)
        {
            Console.Error.Write("\r" + text.PadRight(_width));
            _width = text.Length;
        }
        else if (!_since.IsRunning || _since.Elapsed > _pause || value.Done == value.Total)
        {
            Console.Error.WriteLine(text);
            _since.Restart();
        }
    }

    public void Dispose()
    {
        if (_width > 0)
            Console.Error.WriteLine();
    }

    internal static string Text(GradeProgress value) => string.Create(CultureInfo.InvariantCulture, $"• {value.Done} of {value.Total} graded")
        + (value.Kept > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({value.Kept} in an earlier run)") : "")
        + (value.Problems > 0 ? string.Create(CultureInfo.InvariantCulture, $", {value.Problems} with problems") : "")
        + (value.Left is { } left ? string.Create(CultureInfo.InvariantCulture, $", {value.PerMinute:0} a minute, {Time(left)} left") : "");

    private static string Time(TimeSpan left) => left.TotalMinutes < 1.5 ? string.Create(CultureInfo.InvariantCulture, $"{left.TotalSeconds:0} s")
        : left.TotalMinutes < 90 ? string.Create(CultureInfo.InvariantCulture, $"{left.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{left.TotalHours:0.#} h");
}
