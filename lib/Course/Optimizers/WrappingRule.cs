using static TorchSharp.torch;

namespace Course.Optimizers;

/// <summary>A rule that does something before or after the step of another one.</summary>
internal abstract class WrappingRule(GradientRule inner, string what) : GradientRule
{
    protected GradientRule Inner { get; } = inner;

    protected override IEnumerable<(string Name, UpdateRule Rule)> Parts => [("inner", Inner)];

    public sealed override string ToString() => $"{Inner} with {what}";
}
