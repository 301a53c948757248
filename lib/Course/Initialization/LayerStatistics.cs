using Course.Data;
using Microsoft.Data.Analysis;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Initialization;

/// <summary>What one layer of a network hands on, and what comes back: how signals and gradients vanish or explode from layer to layer.</summary>
/// <param name="Layer">The layer's name in the network, such as <c>layers.activation1</c>.</param>
/// <param name="Mean">The mean of its outputs over samples and units.</param>
/// <param name="Deviation">Their standard deviation.</param>
/// <param name="DeadShare">The share of its units (indices of the second dimension) that are zero for every sample: behind a ReLU, dead ones.</param>
/// <param name="GradientMean">The mean of the loss' derivatives by its outputs; not a number where no loss was given.</param>
/// <param name="GradientDeviation">Their standard deviation; not a number where no loss was given.</param>
public sealed record LayerStatistics(string Layer, double Mean, double Deviation, double DeadShare, double GradientMean, double GradientDeviation)
{
    /// <summary>The statistics of all layers' outputs on a batch, in the order in which the layers were called.</summary>
    /// <param name="network">The network, <c>[N, …] → [N, …]</c>, in the mode that it is in.</param>
    /// <param name="inputs">A batch of inputs, <c>[N, …]</c>.</param>
    /// <returns>A row for each layer: each module without modules of its own.</returns>
    /// <exception cref="ArgumentException">The network calls no layers that could be watched.</exception>
    public static IReadOnlyList<LayerStatistics> Of(nn.Module<Tensor, Tensor> network, Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        using var still = no_grad();
        return Measure(network, inputs, null);
    }

    /// <summary>The same, with the derivatives of the loss by each layer's outputs. The network's own gradients are left as they are.</summary>
    /// <param name="network">The network, <c>[N, …] → [N, …]</c>, in the mode that it is in.</param>
    /// <param name="batch">Inputs with their targets.</param>
    /// <param name="loss">Outputs and targets to their mean loss, a scalar: each derivative thus holds a factor 1/N.</param>
    /// <returns>A row for each layer.</returns>
    /// <exception cref="ArgumentException">The network calls no layers that could be watched.</exception>
    public static IReadOnlyList<LayerStatistics> Of(nn.Module<Tensor, Tensor> network, Batch batch, Func<Tensor, Tensor, Tensor> loss)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(loss);
        using var tracking = enable_grad();
        return Measure(network, batch.Inputs, outputs => loss(outputs, batch.Targets));
    }

    /// <summary>Statistics as a table, a row for each layer.</summary>
    /// <param name="layers">What <c>Of</c> gave.</param>
    /// <returns>The columns layer, mean, standard deviation, dead units and, where a loss was given, those of the gradient.</returns>
    public static DataFrame Table(IReadOnlyList<LayerStatistics> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var columns = new List<DataFrameColumn>
        {
            new StringDataFrameColumn("layer", layers.Select(layer => layer.Layer)),
            new DoubleDataFrameColumn("mean", layers.Select(layer => layer.Mean)),
            new DoubleDataFrameColumn("standard deviation", layers.Select(layer => layer.Deviation)),
            new DoubleDataFrameColumn("dead units", layers.Select(layer => layer.DeadShare)),
        };
        if (layers.Any(layer => !double.IsNaN(layer.GradientDeviation)))
        {
            columns.Add(new DoubleDataFrameColumn("gradient's mean", layers.Select(layer => layer.GradientMean)));
            columns.Add(new DoubleDataFrameColumn("gradient's standard deviation", layers.Select(layer => layer.GradientDeviation)));
        }
        return new DataFrame(columns);
    }

    private static List<LayerStatistics> Measure(nn.Module<Tensor, Tensor> network, Tensor inputs, Func<Tensor, Tensor>? loss)
    {
        using var scope = NewDisposeScope();
        var (layers, seen) = (new List<LayerStatistics>(), new List<Tensor>());
        var result = LayerWalk.Run(network, inputs, module => !module.children().Any(), (name, _, output) =>
        {
            var (mean, deviation) = Moments(output);
            layers.Add(new(name, mean, deviation, DeadShareOf(output), double.NaN, double.NaN));
            seen.Add(output);
            return output.alias(); // a Sequential disposes what it hands on, and the gradient is wanted at the output itself
        });
        if (loss is null) return layers;
        var value = loss(result);
        int[] tracked = [.. Enumerable.Range(0, seen.Count).Where(i => value.requires_grad && seen[i].requires_grad)];
        if (tracked.Length == 0) return layers;
        var gradients = autograd.grad([value], [.. tracked.Select(i => seen[i])], allow_unused: true);
        for (var i = 0; i < tracked.Length; i++)
        {
            var (mean, deviation) = gradients[i].IsInvalid ? (0, 0) : Moments(gradients[i]);
            layers[tracked[i]] = layers[tracked[i]] with { GradientMean = mean, GradientDeviation = deviation };
        }
        return layers;
    }

    private static (double Mean, double Deviation) Moments(Tensor values)
    {
        using var scope = NewDisposeScope();
        var x = values.detach().to(ScalarType.Float64);
        var mean = x.mean();
        return (mean.ToDouble(), (x - mean).square().mean().sqrt().ToDouble());
    }

    private static double DeadShareOf(Tensor output)
    {
        using var scope = NewDisposeScope();
        var byUnit = output.detach().reshape(output.shape[0], output.dim() > 1 ? output.shape[1] : 1, -1);
        return byUnit.ne(0).any(2).any(0).logical_not().to(ScalarType.Float64).mean().ToDouble();
    }
}
