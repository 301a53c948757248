using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Exercises;

/// <summary>
/// The checks of exercises. Each returns where the answer is right, and else throws a <see cref="CheckFailedException"/> that says what was
/// expected, what came, and a hint. Where somebody listens to the <see cref="System.Diagnostics.DiagnosticListener"/> <c>Course.Exercises</c>,
/// each tells it with the event <c>Check</c> how it ended: <c>(string File, int Line, double? Points, bool Passed, string Text)</c>, the text
/// being what is checked, or of a failed check its message.
/// </summary>
public static class Check
{
    /// <summary>A condition holds.</summary>
    /// <param name="condition">Whether it does.</param>
    /// <param name="meaning">What must hold, in words that help: "the loss must fall at every step".</param>
    /// <param name="file">The caller's file, given by the compiler.</param>
    /// <param name="line">The caller's line, given by the compiler.</param>
    /// <exception cref="CheckFailedException">It does not hold.</exception>
    public static void That(bool condition, string meaning, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(meaning);
        if (!condition) throw new CheckReport(file, line).Failed($"Not so yet: {meaning}");
        new CheckReport(file, line).Passed(meaning);
    }

    /// <summary>A number is right up to a tolerance.</summary>
    /// <param name="expected">The right number.</param>
    /// <param name="actual">The answer.</param>
    /// <param name="tolerance">How far off it may be, relative to the larger of |expected| and 1; from 0.</param>
    /// <param name="what">What the number is, such as "the step at (1, 2)".</param>
    /// <param name="hint">What to look at where it is wrong.</param>
    /// <param name="file">The caller's file, given by the compiler.</param>
    /// <param name="line">The caller's line, given by the compiler.</param>
    /// <exception cref="CheckFailedException">It is further off, or not a number.</exception>
    public static void Near(
        double expected, double actual, double tolerance = 1e-6, string what = "your number", string hint = "",
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var report = new CheckReport(file, line);
        var allowed = Allowed(tolerance) * Math.Max(1, Math.Abs(expected));
        if (!expected.Equals(actual) && !(double.IsFinite(expected) && double.IsFinite(actual) && Math.Abs(expected - actual) <= allowed))
            throw report.Failed(what, CheckReport.Text(expected, actual), CheckReport.Text(actual, expected), hint);
        report.Passed(what);
    }

    /// <summary>A tensor has the right shape, and each element is right up to a tolerance.</summary>
    /// <param name="expected">The right tensor, of any real type.</param>
    /// <param name="actual">The answer, of any real type and on any device.</param>
    /// <param name="tolerance">How far off an element may be, relative to the larger of the largest finite |expected| element and 1; from 0.</param>
    /// <param name="what">What the tensor is, such as "∂L/∂W".</param>
    /// <param name="hint">What to look at where it is wrong.</param>
    /// <param name="file">The caller's file, given by the compiler.</param>
    /// <param name="line">The caller's line, given by the compiler.</param>
    /// <exception cref="CheckFailedException">It is null or disposed, its shape differs, or an element is further off or not a number.</exception>
    public static void Near(
        Tensor expected, Tensor actual, double tolerance = 1e-6, string what = "your tensor", string hint = "",
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var report = new CheckReport(file, line);
        var e = GivenTensor.Numbers(expected);
        var allowed = Allowed(tolerance) * e.Where(double.IsFinite).Select(Math.Abs).Append(1).Max(); // an infinite element allows the others nothing
        var a = GivenTensor.Elements(expected.shape, actual, what, hint, report);
        for (var i = 0; i < e.Length; i++)
        {
            if (e[i].Equals(a[i]) || (double.IsFinite(a[i]) && Math.Abs(e[i] - a[i]) <= allowed)) continue;
            var element = e.Length == 1 ? what : $"{what} has the right shape, but element {GivenTensor.Index(i, expected.shape)}";
            throw report.Failed(element, CheckReport.Text(e[i], a[i]), CheckReport.Text(a[i], e[i]), hint);
        }
        report.Passed(what);
    }

    /// <summary>A tensor has a shape.</summary>
    /// <param name="expected">The right shape.</param>
    /// <param name="actual">The answer.</param>
    /// <param name="what">What the tensor is.</param>
    /// <param name="hint">What to look at where it is wrong.</param>
    /// <param name="file">The caller's file, given by the compiler.</param>
    /// <param name="line">The caller's line, given by the compiler.</param>
    /// <exception cref="CheckFailedException">It has another shape, or is null or disposed.</exception>
    public static void Shape(
        long[] expected, Tensor actual, string what = "your tensor", string hint = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var report = new CheckReport(file, line);
        GivenTensor.MustHaveShape(expected, actual, what, hint, report);
        report.Passed(what);
    }

    /// <summary>A function refuses bad input with an exception of a kind.</summary>
    /// <typeparam name="TException">The kind of exception.</typeparam>
    /// <param name="action">The call with bad input.</param>
    /// <param name="what">What was done, such as "a negative learning rate".</param>
    /// <param name="file">The caller's file, given by the compiler.</param>
    /// <param name="line">The caller's line, given by the compiler.</param>
    /// <returns>The exception, to look at its message.</returns>
    /// <exception cref="CheckFailedException">It throws nothing, or something else.</exception>
    public static TException Throws<TException>(Action action, string what, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
        where TException : Exception
    {
        MustEndInTime(action);
        var report = new CheckReport(file, line);
        var came = "no exception";
        try
        {
            action();
        }
        catch (TException refused)
        {
            report.Passed(what);
            return refused;
        }
        catch (Exception other) when (other is not OperationCanceledException)
        {
            came = $"{CheckReport.Name(other.GetType())} ({CheckReport.MessageOf(other)})";
        }
        throw report.Failed(what, CheckReport.Name(typeof(TException)), came, "");
    }

    /// <summary>
    /// A gradient is that of a function, by central differences in float64, <c>(f(w + hεᵢ) − f(w − hεᵢ)) / 2h</c> with <c>h = 10⁻⁵ max(1, |wᵢ|)</c>.
    /// </summary>
    /// <param name="function">The function, <c>[P] → scalar</c>, in float64.</param>
    /// <param name="gradient">The answer: its gradient, <c>[P] → [P]</c>; it gets a copy of the place, and may use autograd.</param>
    /// <param name="at">Where to compare, float64 <c>[P]</c>.</param>
    /// <param name="tolerance">How far off an element may be, relative to the larger of the largest element and 1; from 0.</param>
    /// <param name="what">What the gradient is.</param>
    /// <param name="hint">What to look at where it is wrong.</param>
    /// <param name="file">The caller's file, given by the compiler.</param>
    /// <param name="line">The caller's line, given by the compiler.</param>
    /// <exception cref="CheckFailedException">The shape differs, or an element is further off.</exception>
    public static void Gradient(
        Func<Tensor, Tensor> function, Func<Tensor, Tensor> gradient, Tensor at, double tolerance = 1e-6, string what = "your gradient", string hint = "",
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(gradient);
        ArgumentNullException.ThrowIfNull(at);
        using var slopes = tensor(FiniteDifferences.Gradient(function, at), device: CPU).reshape(at.shape);
        Tensor answer;
        using (enable_grad()) answer = gradient(at.detach().clone());
        Near(slopes, answer, tolerance, what, hint, file, line);
    }

    /// <summary>
    /// Makes some of a cell's checks for some of its points: a failure is told and ends this part, not the cell. The cell's last line is the
    /// sum of its parts' points, as nbgrader takes it for partial credit.
    /// </summary>
    /// <param name="points">The points that it gives, from 0.</param>
    /// <param name="what">What it checks, such as "momentum".</param>
    /// <param name="checks">The checks.</param>
    /// <param name="file">The caller's file, given by the compiler.</param>
    /// <param name="line">The caller's line, given by the compiler.</param>
    /// <returns>The points where no check failed and nothing was thrown, else 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The points are negative or not a number.</exception>
    /// <exception cref="OperationCanceledException">The cell was stopped.</exception>
    public static double Part(double points, string what, Action checks, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (!double.IsFinite(points) || points < 0) throw new ArgumentOutOfRangeException(nameof(points), points, "A part gives a finite number of points, from 0.");
        ArgumentException.ThrowIfNullOrEmpty(what);
        MustEndInTime(checks);
        var report = new CheckReport(file, line);
        try
        {
            checks();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            report.PartFailed(points, what, failure);
            return 0;
        }
        report.PartPassed(points, what);
        return points;
    }

    /// <summary>What an async lambda does after its first await nobody waits for, and so it would never fail.</summary>
    private static void MustEndInTime(Action checks, [CallerArgumentExpression(nameof(checks))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(checks, name);
        if (checks.Method.IsDefined(typeof(AsyncStateMachineAttribute), inherit: false))
            throw new ArgumentException("The lambda is async, and nobody would wait for its end. Leave out async, and wait inside with .GetAwaiter().GetResult().", name);
    }

    private static double Allowed(double tolerance) =>
        double.IsFinite(tolerance) && tolerance >= 0 ? tolerance : throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance is a finite number, from 0.");
}
