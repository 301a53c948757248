using Course.Models;

namespace Course.Optimizers;

/// <summary>Parameters of a network that are stepped by a rule of their own; see <see cref="ParameterGroups"/>.</summary>
/// <param name="Name">What the group is called, for messages and saved state; without a dot.</param>
/// <param name="Takes">Which parameters belong to it, such as <c>slice => slice.Shape.Count > 1</c> for weight matrices and kernels.</param>
/// <param name="Rule">How a step changes them.</param>
public sealed record ParameterGroup(string Name, Func<ParameterSlice, bool> Takes, GradientRule Rule)
{
    /// <summary>What the learning rate is multiplied by in this group, positive.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    public double LearningRateFactor { get; init => field = Option.Positive(value); } = 1;
}
