using Course.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Curvature;

/// <summary>The diagonal block of a curvature matrix that belongs to some of a network's parameters, most often a layer's weights and biases: <c>A_ll</c>, <c>[P_l, P_l]</c>.</summary>
public sealed class LayerBlock : CurvatureOperator
{
    private readonly CurvatureOperator whole;
    private readonly IReadOnlyList<ParameterSlice> slices;

    /// <summary>Takes a block.</summary>
    /// <param name="whole">The whole matrix, <c>[P, P]</c>; it is used and not disposed. A product with the block costs one with it.</param>
    /// <param name="slices">Where the parameters lie, some of <see cref="FlatParameters.Slices"/>; the block's vectors hold them one behind the other in this order.</param>
    /// <exception cref="ArgumentException">There are none, or one does not lie within the matrix or is there twice.</exception>
    public LayerBlock(CurvatureOperator whole, params IReadOnlyList<ParameterSlice> slices)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(slices);
        if (slices.Count == 0) throw new ArgumentException("A block needs at least one parameter, such as those of a layer among its network's Parameters.Slices.", nameof(slices));
        foreach (var slice in slices)
        {
            if (slice.Offset < 0 || slice.Length < 1 || slice.Offset + slice.Length > whole.Dimension)
                throw new ArgumentException($"{slice} is no part of the {whole.Dimension} parameters that the matrix has. Take one of its own network's Parameters.Slices.", nameof(slices));
        }
        ParameterSlice[] ordered = [.. slices.OrderBy(slice => slice.Offset)];
        foreach (var (slice, next) in ordered.Zip(ordered.Skip(1)))
            if (next.Offset < slice.Offset + slice.Length) throw new ArgumentException($"{slice} and {next} share elements. Give each parameter once.", nameof(slices));
        (this.whole, this.slices) = (whole, [.. slices]);
    }

    /// <summary>The block of each layer that has parameters of its own, by the layer's name such as <c>layers.linear1</c>, in the network's order; parameters of the network itself have the name <c>""</c>.</summary>
    /// <param name="whole">The whole matrix.</param>
    /// <param name="parameters">The parameters of the network that the matrix belongs to.</param>
    /// <exception cref="ArgumentException">The network has another number of parameters than the matrix.</exception>
    public static IReadOnlyList<(string Layer, LayerBlock Block)> Each(CurvatureOperator whole, FlatParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(whole);
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Count != whole.Dimension)
            throw new ArgumentException($"The network has {parameters.Count} parameters and the matrix is of order {whole.Dimension}. Give the parameters of the matrix' own network.", nameof(parameters));
        return [.. parameters.Slices.GroupBy(slice => LayerwiseCheck.LayerOf(slice.Name)).Select(layer => (layer.Key, new LayerBlock(whole, [.. layer])))];
    }

    /// <inheritdoc/>
    public override long Dimension => slices.Sum(slice => slice.Length);

    /// <inheritdoc/>
    public override ScalarType DataType => whole.DataType;

    /// <inheritdoc/>
    public override Device Device => whole.Device;

    /// <inheritdoc/>
    protected override Tensor Product(Tensor v)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var padded = zeros(whole.Dimension, DataType, Device);
        var pieces = v.split([.. slices.Select(slice => slice.Length)]);
        foreach (var (slice, piece) in slices.Zip(pieces)) padded.narrow(0, slice.Offset, slice.Length).copy_(piece);
        var product = whole.Multiply(padded);
        return cat([.. slices.Select(slice => product.narrow(0, slice.Offset, slice.Length))]).MoveToOuterDisposeScope();
    }
}
