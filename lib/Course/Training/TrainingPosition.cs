namespace Course.Training;

/// <summary>Where a training is in its data.</summary>
internal sealed class TrainingPosition
{
    /// <summary>Steps made so far.</summary>
    public long Step { get; private set; }

    /// <summary>Whole epochs gone through.</summary>
    public long Epoch { get; private set; }

    /// <summary>Steps made in the epoch that has begun.</summary>
    public long StepInEpoch { get; private set; }

    /// <summary>Counts a step; true if it was the epoch's last.</summary>
    public bool Advance(long stepsPerEpoch)
    {
        Step++;
        StepInEpoch++;
        if (StepInEpoch < stepsPerEpoch) return false;
        (Epoch, StepInEpoch) = (Epoch + 1, 0);
        return true;
    }

    public long[] ToNumbers() => [Step, Epoch, StepInEpoch];

    public void Restore(long[] numbers) => (Step, Epoch, StepInEpoch) = (numbers[0], numbers[1], numbers[2]);
}
