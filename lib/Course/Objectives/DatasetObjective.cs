using Course.Data;

namespace Course.Objectives;

/// <summary>
/// A mean over the samples of a data set, <c>f(w) = (1/N) Σᵢ ℓ(w; xᵢ, yᵢ)</c>, which can also be taken on a batch alone:
/// the mini-batch objective whose gradient is stochastic gradient descent's.
/// </summary>
public abstract class DatasetObjective : Objective
{
    /// <summary>Makes an objective on a data set.</summary>
    /// <param name="samples">The samples that are averaged over.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    protected DatasetObjective(Dataset samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Count == 0) throw new ArgumentException("The data set is empty: an average needs at least one sample.", nameof(samples));
        Samples = samples;
    }

    /// <summary>The samples that the objective averages over.</summary>
    public Dataset Samples { get; }

    /// <summary>The number of samples, N.</summary>
    public long Count => Samples.Count;

    /// <summary>The same objective on a batch alone: the mean over its samples.</summary>
    /// <param name="batch">The samples to average over; it must outlive the objective that is returned.</param>
    /// <returns>An objective of the same <see cref="Objective.Dimension"/>.</returns>
    public abstract Objective On(Batch batch);
}
