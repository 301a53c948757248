namespace Course.Schedules;

public abstract partial class Schedule
{
    /// <summary>
    /// The rate falls by a factor whenever the loss has not improved for more than some epochs (lectures L1 and L3 "Reduce on loss plateau").
    /// </summary>
    /// <remarks>
    /// The loss improves where it falls below the best by the threshold's part, <c>loss &lt; best − threshold · |best|</c>. PyTorch's
    /// <c>ReduceLROnPlateau</c> has <c>best · (1 − threshold)</c>, which is the same for a loss above zero. A loss that is not a number is no improvement.
    /// </remarks>
    /// <param name="learningRate">The first rate.</param>
    /// <param name="factor">What the rate is multiplied with, between 0 and 1.</param>
    /// <param name="patience">The epochs without improvement that are put up with.</param>
    /// <param name="threshold">The part of the best loss that counts as an improvement, at least 0 and below 1.</param>
    /// <param name="cooldown">The epochs after a fall that are not counted.</param>
    /// <param name="least">The rate that it does not fall below.</param>
    /// <returns>The schedule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule Plateau(double learningRate, double factor = 0.1, int patience = 10, double threshold = 1e-4, int cooldown = 0, double least = 0)
    {
        RequireRate(learningRate);
        RequireFactor(factor);
        Require(patience >= 0, patience, "patience is a number of epochs, at least 0", nameof(patience));
        Require(threshold is >= 0 and < 1, threshold, "a threshold is at least 0 and below 1", nameof(threshold));
        Require(cooldown >= 0, cooldown, "a cool-down is a number of epochs, at least 0", nameof(cooldown));
        RequireFinal(least, learningRate);
        return new PlateauSchedule(
            learningRate, factor, patience, threshold, cooldown, least, FormattableString.Invariant($"{learningRate:G4}, times {factor:G4} on a plateau of {patience} epochs"));
    }

    private sealed class PlateauSchedule(double learningRate, double factor, int patience, double threshold, int cooldown, double least, string text) : Schedule
    {
        private double rate = learningRate, best = double.PositiveInfinity;
        private int waited, resting;

        public override IReadOnlyList<double> State => [rate, best, waited, resting];

        public override double At(long step)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(step);
            return rate;
        }

        public override void Observe(double loss)
        {
            var improves = double.IsPositiveInfinity(best) ? loss < best : loss < best - threshold * Math.Abs(best);
            (best, waited) = improves ? (loss, 0) : (best, waited + 1);
            if (resting > 0) (resting, waited) = (resting - 1, 0);
            if (waited <= patience) return;
            (rate, waited, resting) = (Math.Max(rate * factor, least), 0, cooldown);
        }

        public override void Restore(IReadOnlyList<double> state)
        {
            ArgumentNullException.ThrowIfNull(state);
            if (state.Count != 4) throw new ArgumentException($"The state of a plateau schedule has 4 numbers: rate, best loss, epochs waited, epochs to rest; {state.Count} were given.", nameof(state));
            (rate, best, waited, resting) = (state[0], state[1], (int)state[2], (int)state[3]);
        }

        public override string ToString() => text;
    }
}
