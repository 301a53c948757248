using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Exercises;

/// <summary>
/// The checks of exercises. Each returns where the answer is right, and else throws a <see cref="CheckFailedException"/> that says what was
/// expected, what came, and a hint.
/// </summary>
public static class Check
{
    /// <summary>A condition holds.</summary>
    /// <param name="condition">Whether it does.</param>
    /// <param name="meaning">What must hold, in words that help: "the loss must fall at every step".</param>
    /// <exception cref="CheckFailedException">It does not hold.</exception>
    public static void That(bool condition, string meaning)
    {
        if (!condition) throw new CheckFailedException($"Not so yet: {meaning}");
    }

    /// <summary>A number is right up to a tolerance.</summary>
    /// <param name="expected">The right number.</param>
    /// <param name="actual">The answer.</param>
    /// <param name="tolerance">How far off it may be, relative to the larger of |expected| and 1.</param>
    /// <param name="what">What the number is, such as "the step at (1, 2)".</param>
    /// <param name="hint">What to look at where it is wrong.</param>
    /// <exception cref="CheckFailedException">It is further off, or not a number.</exception>
    public static void Near(double expected, double actual, double tolerance = 1e-6, string what = "your number", string hint = "")
    {
        if (expected.Equals(actual) || (double.IsFinite(expected) && Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)))) return;
        throw Failed(what, Text(expected, actual), Text(actual, expected), hint);
    }

    /// <summary>A tensor has the right shape, and each element is right up to a tolerance.</summary>
    /// <param name="expected">The right tensor, of any floating-point type.</param>
    /// <param name="actual">The answer, of any type and on any device.</param>
    /// <param name="tolerance">How far off an element may be, relative to the larger of the largest finite |expected| element and 1.</param>
    /// <param name="what">What the tensor is, such as "∂L/∂W".</param>
    /// <param name="hint">What to look at where it is wrong.</param>
    /// <exception cref="CheckFailedException">The shape differs, or an element is further off or not a number.</exception>
    public static void Near(Tensor expected, Tensor actual, double tolerance = 1e-6, string what = "your tensor", string hint = "")
    {
        ArgumentNullException.ThrowIfNull(expected);
        Shape(expected.shape, actual, what, hint);
        using var scope = NewDisposeScope();
        var (e, a) = (Numbers(expected), Numbers(actual));
        var allowed = tolerance * e.Where(double.IsFinite).Select(Math.Abs).Append(1).Max(); // an infinite element allows the others nothing
        for (var i = 0; i < e.Length; i++)
        {
            if (e[i].Equals(a[i]) || Math.Abs(e[i] - a[i]) <= allowed) continue;
            throw Failed(e.Length == 1 ? what : $"{what} has the right shape, but element {Index(i, expected.shape)}", Text(e[i], a[i]), Text(a[i], e[i]), hint);
        }
    }

    /// <summary>A tensor has a shape.</summary>
    /// <param name="expected">The right shape.</param>
    /// <param name="actual">The answer.</param>
    /// <param name="what">What the tensor is.</param>
    /// <param name="hint">What to look at where it is wrong.</param>
    /// <exception cref="CheckFailedException">It has another shape or is null.</exception>
    public static void Shape(long[] expected, Tensor actual, string what = "your tensor", string hint = "")
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (actual is null) throw Failed(what, $"a tensor of shape [{string.Join(", ", expected)}]", "null", hint);
        if (!expected.AsSpan().SequenceEqual(actual.shape))
            throw Failed(what, $"shape [{string.Join(", ", expected)}]", $"[{string.Join(", ", actual.shape)}]", hint);
    }

    /// <summary>A function refuses bad input with an exception of a kind.</summary>
    /// <typeparam name="TException">The kind of exception.</typeparam>
    /// <param name="action">The call with bad input.</param>
    /// <param name="what">What was done, such as "a negative learning rate".</param>
    /// <returns>The exception, to look at its message.</returns>
    /// <exception cref="CheckFailedException">It throws nothing, or something else.</exception>
    public static TException Throws<TException>(Action action, string what) where TException : Exception
    {
        ArgumentNullException.ThrowIfNull(action);
        try
        {
            action();
        }
        catch (TException refused)
        {
            return refused;
        }
        catch (Exception other) when (other is not OperationCanceledException)
        {
            throw Failed(what, Name(typeof(TException)), $"{Name(other.GetType())} ({other.Message})", "");
        }
        throw Failed(what, Name(typeof(TException)), "no exception", "");
    }

    /// <summary>
    /// A gradient is that of a function, by central differences in float64, <c>(f(w + hεᵢ) − f(w − hεᵢ)) / 2h</c> with <c>h = 10⁻⁵ max(1, |wᵢ|)</c>.
    /// </summary>
    /// <param name="function">The function, <c>[P] → scalar</c>, in float64.</param>
    /// <param name="gradient">The answer: its gradient, <c>[P] → [P]</c>.</param>
    /// <param name="at">Where to compare, float64 <c>[P]</c>.</param>
    /// <param name="tolerance">How far off an element may be, relative to the larger of the largest element and 1.</param>
    /// <param name="what">What the gradient is.</param>
    /// <param name="hint">What to look at where it is wrong.</param>
    /// <exception cref="CheckFailedException">The shape differs, or an element is further off.</exception>
    public static void Gradient(
        Func<Tensor, Tensor> function, Func<Tensor, Tensor> gradient, Tensor at, double tolerance = 1e-6, string what = "your gradient", string hint = "")
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(at);
        using var scope = NewDisposeScope();
        using var still = no_grad();
        var slopes = Numbers(at);
        for (var i = 0; i < slopes.Length; i++)
        {
            var h = 1e-5 * Math.Max(1, Math.Abs(slopes[i]));
            slopes[i] = (Shifted(i, h) - Shifted(i, -h)) / (2 * h);
        }
        Near(tensor(slopes).reshape(at.shape), gradient(at), tolerance, what, hint);

        double Shifted(int i, double by)
        {
            var point = at.detach().to(ScalarType.Float64).clone();
            point.view(-1)[i] += by;
            return function(point).ToDouble();
        }
    }

    private static CheckFailedException Failed(string what, string expected, string came, string hint) =>
        new($"{Begin(what)}: expected {expected}, got {came}.{(hint.Length > 0 ? $" {hint}" : "")}");

    private static string Name(Type exception) => $"{("AEIOU".Contains(exception.Name[0]) ? "an" : "a")} {exception.Name}";

    /// <summary>Seven digits, or all where seven look like the other number.</summary>
    private static string Text(double value, double beside)
    {
        var text = value.ToString("G7", CultureInfo.InvariantCulture);
        return text == beside.ToString("G7", CultureInfo.InvariantCulture) ? value.ToString("R", CultureInfo.InvariantCulture) : text;
    }

    /// <summary>A capital at the beginning of a sentence, but w stays w.</summary>
    private static string Begin(string what) => what.Length > 1 && (char.IsLower(what[1]) || what.StartsWith("a ", StringComparison.Ordinal)) ? char.ToUpperInvariant(what[0]) + what[1..] : what;

    private static double[] Numbers(Tensor values) => values.detach().to(ScalarType.Float64, CPU).reshape(-1).data<double>().ToArray();

    private static string Index(long flat, long[] shape)
    {
        var index = new long[shape.Length];
        for (var axis = shape.Length - 1; axis >= 0; axis--) (flat, index[axis]) = (flat / shape[axis], flat % shape[axis]);
        return $"[{string.Join(", ", index)}]";
    }
}
