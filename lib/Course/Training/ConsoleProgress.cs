using System.Globalization;

namespace Course.Training;

/// <summary>Writes a line for each epoch, and one at the end if the run did not complete. Plain lines, so notebooks and logs show them as they are.</summary>
/// <param name="writer">Where to write; the console if left out.</param>
public sealed class ConsoleProgress(TextWriter? writer = null) : IProgress<TrainingProgress>
{
    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var output = writer ?? Console.Out;
        if (value.Result is { } result)
        {
            if (result.Exit != ExitReason.Completed) output.WriteLine(result.Message);
        }
        else if (value.EpochEnded)
        {
            var measured = string.Concat(value.Measurements.Select(m => string.Create(CultureInfo.InvariantCulture, $"   {m.Key} {m.Value,-6:G4}")));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"epoch {value.Epoch,3}   step {value.Step,6} of {value.LastStep}   loss {value.Loss,-8:G4}{measured}   {value.Elapsed.TotalSeconds:F1} s"));
        }
    }
}
