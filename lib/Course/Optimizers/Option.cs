using System.Runtime.CompilerServices;

namespace Course.Optimizers;

/// <summary>Checks of a rule's options, each returning the value that is in range.</summary>
internal static class Option
{
    public static double Share(double value, [CallerMemberName] string name = "") => Require(value, value is >= 0 and < 1, "at least 0 and less than 1", name);

    public static double Positive(double value, [CallerMemberName] string name = "") => Require(value, value > 0 && double.IsFinite(value), "greater than 0", name);

    public static double NotNegative(double value, [CallerMemberName] string name = "") => Require(value, value >= 0 && double.IsFinite(value), "at least 0", name);

    public static double Between(double value, double above, double below, [CallerMemberName] string name = "") =>
        Require(value, value > above && value < below, FormattableString.Invariant($"greater than {above} and less than {below}"), name);

    private static double Require(double value, bool isValid, string range, string name) => isValid
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
}
