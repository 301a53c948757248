using TorchSharp;
using static TorchSharp.torch;

namespace Course.Training;

/// <summary>
/// Ends a run when a measure, most often the validation loss, has not improved for some epochs, and gives the weights of the best epoch
/// back (lecture L0, "Regularization"; Prechelt, "Early stopping, but when?", 1998). It belongs to one trainer; take a new one for the next.
/// </summary>
/// <remarks>
/// After a run the weights are the best ones so far, whether it was stopped or completed; the next run goes on from the last ones all the same,
/// unless the weights were changed in between. A cancelled run leaves its last weights. Once stopped, the trainer makes no further step.
/// </remarks>
public sealed class EarlyStopping
{
    private readonly int patience;
    private int waited;
    private Trainer? owner;

    /// <summary>Makes it.</summary>
    /// <param name="patience">How many epochs in a row may pass without a better value, at least 1; one in which the series is not recorded does not count.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="patience"/> is not positive.</exception>
    public EarlyStopping(int patience)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        this.patience = patience;
    }

    /// <summary>The series that is watched. Of <c>loss</c>, the mean over each epoch counts.</summary>
    public string Series { get; init; } = Trainer.ValidationLossSeries;

    /// <summary>Whether a larger value is better, as for an accuracy.</summary>
    public bool HigherIsBetter { get; init; }

    /// <summary>How much better a value must be than the best one to count, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not a number.</exception>
    public double LeastGain
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(LeastGain), value, "The least gain is at least 0.");
    }

    /// <summary>The best value so far; not a number before the first epoch's end.</summary>
    public double BestValue { get; private set; } = double.NaN;

    /// <summary>The step at which the best value was measured.</summary>
    public long BestStep { get; private set; }

    /// <summary>Whether the patience is spent.</summary>
    internal bool IsSpent => waited >= patience;

    /// <summary>The network with the best value, once an epoch has ended.</summary>
    internal NetworkCopy? Best { get; private set; }

    /// <summary>Hears an epoch's value and keeps the weights if it is the best. A value that is not a number is never better.</summary>
    internal void Observe(double value, long step, Tensor weights, nn.Module? module)
    {
        var gain = HigherIsBetter ? value - BestValue : BestValue - value;
        if (Best is null ? double.IsNaN(value) : !(gain > LeastGain))
        {
            waited++;
            return;
        }
        (BestValue, BestStep, waited) = (value, step, 0);
        Best = NetworkCopy.Of(weights, module);
    }

    /// <summary>Throws where it remembers another trainer's run.</summary>
    internal void ClaimFor(Trainer trainer)
    {
        if (owner is not null && owner != trainer)
            throw new ArgumentException("This EarlyStopping remembers the weights of another trainer's run. Make a new one for each trainer.");
        owner = trainer;
    }

    internal string Describe() => Best is null
        ? $"No epoch has recorded a number for '{Series}', so the weights are those of the last step."
        : FormattableString.Invariant($"The best '{Series}' is {BestValue:G4}, at step {BestStep}; the weights are those of then.");

    internal double[] Numbers => [BestValue, BestStep, waited];

    internal void Restore(double[] numbers, NetworkCopy? best) =>
        (BestValue, BestStep, waited, Best) = (numbers[0], (long)numbers[1], (int)numbers[2], best);
}
