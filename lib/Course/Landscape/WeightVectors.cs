using TorchSharp;
using static TorchSharp.torch;

namespace Course.Landscape;

/// <summary>What points and directions must be before anything is measured.</summary>
internal static class WeightVectors
{
    /// <summary>A copy of a vector of finite numbers that stays when its original is changed.</summary>
    /// <param name="vector">What was given.</param>
    /// <param name="name">Its name, for the message.</param>
    /// <param name="count">How many numbers it must have.</param>
    /// <param name="like">A vector whose type and device it must have.</param>
    public static Tensor Copy(Tensor vector, string name, long count, Tensor? like = null)
    {
        ArgumentNullException.ThrowIfNull(vector, name);
        if (vector.dim() != 1 || vector.shape[0] != count || !vector.is_floating_point())
            throw new ArgumentException($"{name} must be a vector of {count} floating-point numbers, [{count}]; it is {vector.dtype} [{string.Join(", ", vector.shape)}].", name);
        if (like is not null && (vector.dtype != like.dtype || !vector.device.IsSame(like.device)))
            throw new ArgumentException($"{name} is {vector.dtype} on {vector.device} and the first vector given is {like.dtype} on {like.device}. Convert one with to(…).", name);
        using var scope = NewDisposeScope();
        if (!vector.isfinite().all().ToBoolean())
            throw new ArgumentException($"{name} holds numbers that are infinite or not a number. Such weights come of a training that diverged: train with a lower learning rate.", name);
        return vector.detach().clone().DetachFromDisposeScope();
    }
}
