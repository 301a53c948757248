namespace Course.Models;

/// <summary>Where one parameter of a network lies in the flat vector.</summary>
/// <param name="Name">Its name in the network, such as <c>layers.linear1.weight</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Offset">Its first element's index in the flat vector.</param>
/// <param name="Length">How many elements it has.</param>
public sealed record ParameterSlice(string Name, IReadOnlyList<long> Shape, long Offset, long Length)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}] at {Offset}…{Offset + Length - 1}";
}
