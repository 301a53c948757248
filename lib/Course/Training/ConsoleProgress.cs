using System.Globalization;

namespace Course.Training;

/// <summary>Writes a line for each epoch, with the time taken and about how much is left, and one at the end if the run did not complete. Plain lines, so notebooks and logs show them as they are.</summary>
/// <param name="writer">Where to write; the console if left out.</param>
public sealed class ConsoleProgress(TextWriter? writer = null) : IProgress<TrainingProgress>
{
    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Line(value) is { } line) (writer ?? Console.Out).WriteLine(line + value.TimeLeft);
    }

    /// <summary>What is to be written of a run at this moment, without the time left; null for nothing.</summary>
    internal static string? Line(TrainingProgress value)
    {
        if (value.Result is { } result) return result.Exit == ExitReason.Completed ? null : result.Message;
        if (!value.EpochEnded) return null;
        // Of series in families, such as five eigenvalues, a line would not be read.
        var measured = string.Concat(value.Measurements.Where(m => !m.Key.Contains(':')).Select(m => string.Create(CultureInfo.InvariantCulture, $"   {m.Key} {m.Value,-6:G4}")));
        return string.Create(CultureInfo.InvariantCulture,
            $"epoch {value.Epoch,3}   step {value.Step,6} of {value.LastStep}   loss {value.Loss,-8:G4}{measured}   {value.Elapsed.TotalSeconds:F1} s");
    }
}
