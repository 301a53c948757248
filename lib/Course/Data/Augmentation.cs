using TorchSharp;
using static TorchSharp.torch;

namespace Course.Data;

/// <summary>
/// Random changes of a training batch that leave its targets true (lecture L0, "Data Augmentation"; L1, "Data augmentation"), as tensor
/// operations on the batch's device: <c>Augment = (batch, random) => batch.Moved(random, shift: 2).WithNoise(random, 0.1)</c>.
/// </summary>
public static class Augmentation
{
    /// <summary>The random numbers of one step: they depend on the seed and the step alone, so that a resumed run draws the same.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="device">The batch's device.</param>
    /// <returns>A new generator.</returns>
    public static Generator RandomOf(long seed, long step, Device device) =>
        new(new RandomStream(seed, -1 - step).NextBits(), device); // negative streams: those from 0 on are the epochs' orders

    /// <summary>
    /// Shifts, rotates and scales each image about its centre, by amounts that are uniform and its own; between pixels it interpolates
    /// linearly, and beyond the border it repeats the border's pixels.
    /// </summary>
    /// <param name="batch">Images, <c>[B, H, W]</c> or <c>[B, C, H, W]</c>.</param>
    /// <param name="random">The random numbers, on the batch's device.</param>
    /// <param name="shift">The largest shift along each axis, in pixels.</param>
    /// <param name="degrees">The largest rotation either way, in degrees.</param>
    /// <param name="scale">The largest change of size, as a part of it: 0.1 is between 90 and 110 per cent.</param>
    /// <returns>A new batch with the same targets.</returns>
    /// <exception cref="ArgumentException">The inputs are no images, or the generator is on another device.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An amount is negative, or a scale not below 1.</exception>
    public static Batch Moved(this Batch batch, Generator random, double shift = 0, double degrees = 0, double scale = 0)
    {
        RequireImages(batch, random);
        ArgumentOutOfRangeException.ThrowIfNegative(shift);
        ArgumentOutOfRangeException.ThrowIfNegative(degrees);
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(scale, 1);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var images = batch.Inputs.dim() == 3 ? batch.Inputs.unsqueeze(1) : batch.Inputs;
        var (height, width) = (images.shape[2], images.shape[3]);
        var (angle, size) = (Uniform(degrees * Math.PI / 180), 1 + Uniform(scale));
        var (cos, sin) = (angle.cos() / size, angle.sin() / size);
        var (dx, dy) = (Uniform(shift) * (2.0 / width), Uniform(shift) * (2.0 / height)); // a grid's unit is half an image
        // A grid says where each pixel comes from: p = R⁻¹(p′ − d)/size, in units that differ along x and y unless the image is square.
        var (xy, yx) = (sin * ((double)height / width), -sin * ((double)width / height));
        var from = stack([cos, xy, -(cos * dx + xy * dy), yx, cos, -(yx * dx + cos * dy)], 1).view(-1, 2, 3);
        var grid = nn.functional.affine_grid(from, images.shape, align_corners: false);
        var moved = nn.functional.grid_sample(images, grid, padding_mode: GridSamplePaddingMode.Border, align_corners: false);
        return batch with { Inputs = moved.reshape(batch.Inputs.shape).MoveToOuterDisposeScope() };

        Tensor Uniform(double most) => (2 * rand(batch.Size, batch.Inputs.dtype, batch.Inputs.device, generator: random) - 1) * most;
    }

    /// <summary>Mirrors each image left to right with probability ½: for photographs, not for digits or letters.</summary>
    /// <param name="batch">Images, <c>[B, H, W]</c> or <c>[B, C, H, W]</c>.</param>
    /// <param name="random">The random numbers, on the batch's device.</param>
    /// <returns>A new batch with the same targets.</returns>
    /// <exception cref="ArgumentException">The inputs are no images, or the generator is on another device.</exception>
    public static Batch Flipped(this Batch batch, Generator random)
    {
        RequireImages(batch, random);
        using var scope = NewDisposeScope();
        var heads = rand(batch.Size, device: batch.Inputs.device, generator: random).lt(0.5).view(PerImage(batch));
        return batch with { Inputs = where(heads, batch.Inputs.flip(-1), batch.Inputs).MoveToOuterDisposeScope() };
    }

    /// <summary>Adds white noise, x + σε with standard normal ε.</summary>
    /// <param name="batch">Inputs of any shape, floating-point.</param>
    /// <param name="random">The random numbers, on the batch's device.</param>
    /// <param name="deviation">The noise's standard deviation σ, in the inputs' unit.</param>
    /// <returns>A new batch with the same targets.</returns>
    /// <exception cref="ArgumentException">The inputs are whole numbers, or the generator is on another device.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative.</exception>
    public static Batch WithNoise(this Batch batch, Generator random, double deviation)
    {
        RequireFloats(batch, random);
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        var noise = randn(batch.Inputs.shape, batch.Inputs.dtype, batch.Inputs.device, generator: random);
        return batch with { Inputs = noise.mul_(deviation).add_(batch.Inputs) };
    }

    /// <summary>
    /// Sets a square of each image to zero, its centre anywhere in the image, so that it may reach over the border (DeVries and Taylor,
    /// "Improved regularization of convolutional neural networks with cutout", 2017). Zero is the mean of standardized images.
    /// </summary>
    /// <param name="batch">Images, <c>[B, H, W]</c> or <c>[B, C, H, W]</c>.</param>
    /// <param name="random">The random numbers, on the batch's device.</param>
    /// <param name="size">The square's side, in pixels.</param>
    /// <returns>A new batch with the same targets.</returns>
    /// <exception cref="ArgumentException">The inputs are no images, or the generator is on another device.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is less than 1.</exception>
    public static Batch WithCutOut(this Batch batch, Generator random, long size)
    {
        RequireImages(batch, random);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        using var scope = NewDisposeScope();
        var cut = Within(-2).unsqueeze(2).logical_and(Within(-1).unsqueeze(1));
        return batch with { Inputs = batch.Inputs.masked_fill(batch.Inputs.dim() == 4 ? cut.unsqueeze(1) : cut, 0).MoveToOuterDisposeScope() };

        Tensor Within(int axis)
        {
            var length = batch.Inputs.shape[batch.Inputs.dim() + axis];
            var first = randint(0, length, [batch.Size, 1], device: batch.Inputs.device, generator: random) - size / 2;
            var position = arange(length, device: batch.Inputs.device).unsqueeze(0);
            return position.ge(first).logical_and(position.lt(first + size));
        }
    }

    private static long[] PerImage(Batch batch) => [batch.Size, .. Enumerable.Repeat(1L, (int)batch.Inputs.dim() - 1)];

    private static void RequireImages(Batch batch, Generator random)
    {
        RequireFloats(batch, random);
        if (batch.Inputs.dim() is 3 or 4) return;
        throw new ArgumentException(
            $"Images are [B, H, W] or [B, C, H, W]; the batch's inputs are [{string.Join(", ", batch.Inputs.shape)}]. Shape them, for example with reshape(-1, 28, 28).", nameof(batch));
    }

    private static void RequireFloats(Batch batch, Generator random)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(random);
        if (!batch.Inputs.is_floating_point())
            throw new ArgumentException($"Inputs to change at random are floating-point; these are {batch.Inputs.dtype}. Convert them with inputs.@float() / 255.", nameof(batch));
        if (!random.device.IsSame(batch.Inputs.device))
            throw new ArgumentException($"The batch is on {batch.Inputs.device} and the generator on {random.device}. Make it with Augmentation.RandomOf(seed, step, device).", nameof(random));
    }
}
