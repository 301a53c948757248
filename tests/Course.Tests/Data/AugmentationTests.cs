using Course.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Data;

public sealed class AugmentationTests
{
    private const int Count = 400;

    private static Generator Random => Augmentation.RandomOf(seed: 1, step: 0, CPU);

    public static TheoryData<string> All => [.. Ways.Keys];

    private static readonly Dictionary<string, Func<Batch, Generator, Batch>> Ways = new()
    {
        ["moved"] = (batch, random) => batch.Moved(random, shift: 2, degrees: 15, scale: 0.2),
        ["flipped"] = (batch, random) => batch.Flipped(random),
        ["noise"] = (batch, random) => batch.WithNoise(random, 0.1),
        ["cut-out"] = (batch, random) => batch.WithCutOut(random, 5),
    };

    [Theory]
    [MemberData(nameof(All))]
    public void A_change_depends_on_seed_and_step_alone_and_leaves_the_batch_it_is_given(string way)
    {
        foreach (var type in (ScalarType[])[ScalarType.Float32, ScalarType.Float64])
        {
            manual_seed(1);
            var batch = new Batch(rand(8, 3, 12, 10, type), arange(8, int64));
            var before = batch.Inputs.clone();
            var (one, same, other) = (Changed(3, 5), Changed(3, 5), Changed(3, 6));

            Assert.Equal(before.Values(), batch.Inputs.Values());
            Assert.Equal(one.Inputs.Values(), same.Inputs.Values());
            Assert.NotEqual(one.Inputs.Values(), other.Inputs.Values());
            Assert.NotEqual(one.Inputs.Values(), Changed(4, 5).Inputs.Values());
            Assert.Equal((type, true), (one.Inputs.dtype, batch.Targets.Equals(one.Targets)));
            Assert.Equal(batch.Inputs.shape, one.Inputs.shape);

            Batch Changed(long seed, long step) => Ways[way](batch, Augmentation.RandomOf(seed, step, CPU));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(All))]
    public void The_GPU_changes_its_own_batches(string way)
    {
        Skip.IfNot(cuda.is_available(), "This machine has no CUDA device.");
        var batch = new Batch(rand(8, 3, 12, 10, device: CUDA), arange(8, int64, CUDA));

        Assert.Equal(
            Ways[way](batch, Augmentation.RandomOf(3, 5, CUDA)).Inputs.Values(),
            Ways[way](batch, Augmentation.RandomOf(3, 5, CUDA)).Inputs.Values());
    }

    [Fact]
    public void A_shift_is_uniform_within_its_bound_along_both_axes()
    {
        var (x, y) = Centre(Spot(0, 0).Moved(Random, shift: 3));

        foreach (var along in (Tensor[])[x, y])
        {
            Assert.InRange(along.abs().max().ToDouble(), 2.9, 3.01);
            Assert.InRange(along.mean().ToDouble(), -5 * Math.Sqrt(3.0 / Count), 5 * Math.Sqrt(3.0 / Count)); // variance 3²/3
            Assert.InRange(along.square().mean().ToDouble(), 3 - 5 * Math.Sqrt(7.2 / Count), 3 + 5 * Math.Sqrt(7.2 / Count)); // of x²: 3⁴(1/5 − 1/9)
        }
        Assert.InRange((x * y).mean().ToDouble(), -5 * 3 / Math.Sqrt(Count), 5 * 3 / Math.Sqrt(Count));
    }

    [Fact]
    public void A_rotation_keeps_the_distance_from_the_centre_of_an_image_that_is_not_square()
    {
        var (x, y) = Centre(Spot(6, 0).Moved(Random, degrees: 40));
        var degrees = y.atan2(x) * (180 / Math.PI);

        Numbers.Close(6 * ones_like(x), (x.square() + y.square()).sqrt(), 0.01);
        Assert.InRange(degrees.max().ToDouble(), 38.5, 40.2);
        Assert.InRange(degrees.min().ToDouble(), -40.2, -38.5);
    }

    [Fact]
    public void A_scale_moves_along_the_ray_from_the_centre()
    {
        var (x, y) = Centre(Spot(4, 3).Moved(Random, scale: 0.25));

        Numbers.Close(0.75 * x, y, 0.01);
        Assert.InRange((x / 4).max().ToDouble(), 1.23, 1.26);
        Assert.InRange((x / 4).min().ToDouble(), 0.74, 0.77);
    }

    [Fact]
    public void Nothing_moved_is_nothing_changed_and_the_border_goes_on_beyond_itself()
    {
        manual_seed(2);
        var batch = new Batch(rand(5, 9, 7, float64), zeros(5));
        var grey = new Batch(0.3 * ones(5, 9, 7, float64), zeros(5));

        Numbers.Close(batch.Inputs, batch.Moved(Random).Inputs, 1e-12);
        Numbers.Close(grey.Inputs, grey.Moved(Random, shift: 20, degrees: 180, scale: 0.5).Inputs, 1e-12);
    }

    [Fact]
    public void Half_of_the_images_are_mirrored_and_the_others_are_not()
    {
        var images = arange(4, float64).expand(Count, 2, 4).contiguous();
        var flipped = new Batch(images, zeros(Count)).Flipped(Random).Inputs;
        var mirrored = flipped.eq(images.flip(-1)).all(2).all(1);
        var same = flipped.eq(images).all(2).all(1);

        Assert.True(mirrored.logical_xor(same).all().ToBoolean());
        Assert.InRange(mirrored.sum().ToInt64(), Count / 2 - 5 * Math.Sqrt(Count) / 2, Count / 2 + 5 * Math.Sqrt(Count) / 2);
    }

    [Fact]
    public void Noise_is_white_with_its_deviation()
    {
        var noise = new Batch(ones(100, 500, float64), zeros(100)).WithNoise(Random, 0.2).Inputs - 1;
        const int n = 50_000;

        Assert.InRange(noise.mean().ToDouble(), -5 * 0.2 / Math.Sqrt(n), 5 * 0.2 / Math.Sqrt(n));
        Assert.InRange(noise.square().mean().ToDouble() / 0.04, 1 - 5 * Math.Sqrt(2.0 / n), 1 + 5 * Math.Sqrt(2.0 / n));
    }

    [Fact]
    public void A_cut_out_is_a_rectangle_of_zeros_in_all_channels_whole_where_it_is_within_the_image()
    {
        var cut = new Batch(ones(Count, 2, 9, 8, float64), zeros(Count)).WithCutOut(Random, 3).Inputs.eq(0);
        var (rows, columns) = (cut.any(3).select(1, 0).sum(dim: 1), cut.any(2).select(1, 0).sum(dim: 1));

        Assert.Equal(cut.select(1, 0).Values(), cut.select(1, 1).Values());
        Assert.Equal((rows * columns).Values(), cut.select(1, 0).sum([1, 2]).Values());
        Assert.Equal([2.0, 3], rows.Values().Distinct().Order()); // its centre is in the image, so two of three are at least
        Assert.Equal([2.0, 3], columns.Values().Distinct().Order());
        Assert.True(cut.select(1, 0).any(0).all().ToBoolean()); // every pixel is cut somewhere
    }

    [Fact]
    public void What_cannot_be_changed_is_refused()
    {
        var (images, vectors, bytes) = (Batch(2, 4, 4), Batch(2, 16), new Batch(zeros(2, 4, 4, uint8), zeros(2)));

        Assert.Contains("reshape", Assert.Throws<ArgumentException>(() => vectors.Moved(Random, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => vectors.Flipped(Random));
        Assert.Throws<ArgumentException>(() => vectors.WithCutOut(Random, 2));
        Assert.Contains("255", Assert.Throws<ArgumentException>(() => bytes.WithNoise(Random, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => images.Moved(Random, shift: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => images.Moved(Random, degrees: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => images.Moved(Random, scale: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => images.WithNoise(Random, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => images.WithCutOut(Random, 0));
        Assert.Throws<ArgumentException>(() => new Batch(zeros(2, 4, 4, device: META), zeros(2, device: META)).Flipped(Random));

        static Batch Batch(params long[] shape) => new(zeros(shape), zeros(shape[0]));
    }

    /// <summary>Images of 25 rows and 31 columns with a round spot at a place relative to the centre, x to the right and y down.</summary>
    private static Batch Spot(double x, double y)
    {
        var (column, row) = (arange(31, float64) - 15, arange(25, float64) - 12);
        var spot = (-((column - x).square().unsqueeze(0) + (row - y).square().unsqueeze(1)) / 4.5).exp(); // wide enough for linear interpolation
        return new Batch(spot.expand(Count, 25, 31).contiguous(), zeros(Count));
    }

    /// <summary>The spots' centres of mass.</summary>
    private static (Tensor X, Tensor Y) Centre(Batch batch)
    {
        var (column, row) = (arange(31, float64) - 15, arange(25, float64) - 12);
        var mass = batch.Inputs.sum([1, 2]);
        return ((batch.Inputs.sum(dim: 1) * column).sum(dim: 1) / mass, (batch.Inputs.sum(dim: 2) * row).sum(dim: 1) / mass);
    }
}
