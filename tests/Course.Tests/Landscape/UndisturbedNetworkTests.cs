using Course.Data;
using Course.Landscape;
using Course.Objectives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Course.Tests.Landscape;

public sealed class UndisturbedNetworkTests
{
    public static TheoryData<string> Measurements => new() { "line", "kept line", "curve", "curve's loss", "curve's loss on a batch", "slice", "path's plane", "alignment", "failing line" };

    [Theory]
    [MemberData(nameof(Measurements))]
    public void A_measurement_leaves_weights_gradient_buffers_modes_and_random_state_as_they_were(string measurement)
    {
        var f = TestNetworks.Convolutional(3, chunk: 6);
        f.Module.modules().OfType<BatchNorm2d>().First().eval(); // one layer in another mode than the rest
        f.ValueAndGradient(f.Parameters.Vector, f.Parameters.Gradient);
        var other = TestNetworks.Elsewhere(f, 4);
        var curve = ConnectingCurve.Bezier(f.Parameters.Vector, other);
        var before = State();

        Measure();

        Assert.Equal(before, State());

        void Measure()
        {
            switch (measurement)
            {
                case "line": LossLine.Between(f, f.Parameters.Vector, other, count: 3); break;
                case "kept line": LossLine.Along(f, f.Parameters.Vector, other, -1, 1, count: 3, keepAverages: true); break;
                case "curve": LossLine.On(f, curve, count: 3); break;
                case "curve's loss": curve.ExpectedLoss(f).Gradient(curve.Bends); break;
                case "curve's loss on a batch":
                    using (var batch = f.Samples.Batches(4, 0).First()) ((DatasetObjective)curve.ExpectedLoss(f)).On(batch).HessianVectorProduct(curve.Bends, curve.Bends);
                    break;
                case "slice": WeightPlane.FilterNormalized(f, f.Parameters.Vector, 1).Values(f, (-1, 1), (-1, 1), resolution: 2); break;
                case "path's plane": WeightPlane.OfPath(stack([f.Parameters.Vector, other, 2 * other])).Values(f, (-1, 1), (-1, 1), resolution: 2); break;
                case "alignment": PermutationAlignment.Of(f, f.Parameters.Vector, other); break;
                default: Assert.Throws<ArgumentException>(() => LossLine.Between(f, f.Parameters.Vector, other * 1e200)); break;
            }
        }

        double[][] State() =>
        [
            f.Parameters.Vector.Values(), f.Parameters.Gradient.Values(), get_rng_state().Values(),
            [.. f.Module.named_buffers().SelectMany(named => named.buffer.Values())],
            [.. f.Module.modules().Append(f.Module).Select(module => module.training ? 1.0 : 0)],
            [.. f.Module.modules().OfType<BatchNorm2d>().Select(norm => norm.momentum ?? -1)],
        ];
    }

    [Fact]
    public void A_measurement_leaves_no_tensors_behind()
    {
        var f = TestNetworks.Convolutional(3);
        var other = TestNetworks.Elsewhere(f, 4);
        var plane = WeightPlane.FilterNormalized(f, f.Parameters.Vector, 1);
        var curve = ConnectingCurve.Bezier(f.Parameters.Vector, other);
        var loss = curve.ExpectedLoss(f);
        Measure();
        var before = Tensor.TotalCount;

        Measure();

        Assert.InRange(Tensor.TotalCount - before, long.MinValue, 0);

        void Measure()
        {
            LossLine.Between(f, f.Parameters.Vector, other, count: 3);
            LossLine.On(f, curve, count: 3);
            plane.Values(f, (-1, 1), (-1, 1), resolution: 2);
            loss.Gradient(curve.Bends).Dispose();
        }
    }
}
