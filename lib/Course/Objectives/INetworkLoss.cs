using Course.Data;

namespace Course.Objectives;

/// <summary>The loss of a network, on all data or on a batch: what the instruments that look into the network take.</summary>
internal interface INetworkLoss
{
    /// <summary>The objective that holds the network, its loss function and its parameters.</summary>
    NetworkObjective Network { get; }

    /// <summary>The samples, in pieces of at most <see cref="NetworkObjective.ChunkSize"/>, views of the data where they can be.</summary>
    IReadOnlyList<Batch> Chunks { get; }
}
