using Course.Training;

namespace Course.Instruments;

/// <summary>Measures something during training and records it. It never changes what is trained, and costs nothing when it is not due.</summary>
public abstract class Instrument
{
    /// <summary>When it measures.</summary>
    public Every Due { get; init; } = Every.Epoch;

    /// <summary>The names of the series that it records, by which a trainer refuses a misspelt one before it begins; null where they are not known before.</summary>
    public virtual IReadOnlyList<string>? Series => null;

    /// <summary>Whether it watches training's own pass from Prepare on, so that it is prepared behind those that send samples through the network.</summary>
    internal virtual bool Watches => false;

    /// <summary>Makes ready for a step that it will measure, before the step's gradient is taken: keeps the weights, say, or begins to watch the backward pass.</summary>
    /// <param name="before">Where the run will be; the weights are those before the step, the gradient is the last step's, and the loss is not a number yet.</param>
    public virtual void Prepare(TrainingMoment before)
    {
    }

    /// <summary>Measures and records.</summary>
    /// <param name="moment">Where the run is.</param>
    /// <param name="history">Where the values go, under the moment's step.</param>
    public abstract void Measure(TrainingMoment moment, History history);
}
