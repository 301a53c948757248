using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Course.Exercises;
using static TorchSharp.torch;

namespace Course.Tests.Exercises;

public sealed class CheckTellingTests
{
    [Fact]
    public void Each_check_tells_once_from_where_it_was_called_and_what_it_checks()
    {
        var told = Listen(() =>
        {
            Check.That(true, "it holds");
            Check.Near(1, 1, what: "one");
            Check.Near(zeros(2), zeros(2), what: "zeros");
            Check.Shape([2], zeros(2), "a pair");
            Check.Throws<FormatException>(() => throw new FormatException(), "letters");
            Check.Gradient(w => w.sum(), w => ones_like(w), zeros(2), what: "ones");
        });
        Assert.Equal(["it holds", "one", "zeros", "a pair", "letters", "ones"], told.Select(check => check.Text));
        Assert.All(told, check => Assert.True(check is { Passed: true, Points: null } && check.File == File()));
        Assert.Equal(Enumerable.Range(told[0].Line, 6), told.Select(check => check.Line));
    }

    [Fact]
    public void A_failed_check_is_told_with_its_message_before_it_throws()
    {
        var failing = new (Action Check, string Message)[]
        {
            (() => Check.That(false, "it falls"), "Not so yet: it falls"),
            (() => Check.Near(1, 2, what: "w"), "w: expected 1, got 2."),
            (() => Check.Near(zeros(2), zeros(3), what: "the step"), "The step: expected shape [2], got [3]."),
            (() => Check.Shape([1], null!, "the step"), "The step: expected a tensor of shape [1], got null."),
            (() => Check.Throws<FormatException>(() => { }, "letters"), "Letters: expected a FormatException, got no exception."),
            (() => Check.Gradient(w => w.sum(), w => w, zeros(1)), "Your gradient: expected 1, got 0."),
        };
        foreach (var (check, message) in failing)
        {
            var told = Assert.Single(Listen(() => Assert.Equal(message, Assert.Throws<CheckFailedException>(check).Message)));
            Assert.Equal((message, false, File()), (told.Text, told.Passed, told.File));
        }
    }

    [Fact]
    public void Nothing_is_allocated_where_nobody_listens()
    {
        void Make() => Check.Near(1, 1, what: "one");
        Make();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) Make();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_part_gives_its_points_or_none_and_goes_on()
    {
        var sum = 0.0;
        List<Told> told = [];
        var printed = Print(() => told = Listen(() =>
        {
            sum = Check.Part(1, "the sign", () => Check.That(true, "inner"))
                + Check.Part(2, "momentum", () => Check.Near(1, 2, what: "w", hint: "Mind β."))
                + Check.Part(0.5, "the rest", () => throw new NotImplementedException("Write it."))
                + Check.Part(4, "odd", () => throw new FormatException("odd"));
        }));
        Assert.Equal(1, sum);
        Assert.Equal(
            [
                "✓ 1 point: the sign", "✗ 0 of 2 points, momentum: w: expected 1, got 2. Mind β.",
                "✗ 0 of 0.5 points, the rest: The answer is not written yet: it throws NotImplementedException.", "✗ 0 of 4 points, odd: FormatException: odd",
            ],
            printed.TrimEnd().Split(Environment.NewLine));
        Assert.Equal<(double?, bool, string)>(
            [
                (null, true, "inner"), (1, true, "the sign"), (null, false, "w: expected 1, got 2. Mind β."), (2, false, "w: expected 1, got 2. Mind β."),
                (0.5, false, "The answer is not written yet: it throws NotImplementedException."), (4, false, "FormatException: odd"),
            ],
            told.Select(check => (check.Points, check.Passed, check.Text)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_part_of_points_that_are_none_is_refused(double points) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Check.Part(points, "this", () => { }));

    [Fact]
    public void A_stopped_cell_is_no_failed_part() =>
        Assert.Throws<OperationCanceledException>(() => Check.Part(1, "this", () => throw new OperationCanceledException()));

    [Fact]
    public void Async_checks_whose_failure_nobody_would_see_are_refused()
    {
        Assert.Throws<ArgumentException>("checks", () => Check.Part(1, "this", async () => await Task.Yield()));
        Assert.Throws<ArgumentException>("action", () => Check.Throws<FormatException>(async () => await Task.Yield(), "this"));
        Assert.Throws<ArgumentNullException>("checks", () => Check.Part(1, "this", null!));
    }

    [Fact]
    public void Points_are_written_alike_in_every_country()
    {
        var before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (odd.NumberFormat.NumberDecimalSeparator, odd.NumberFormat.NegativeSign) = ("#", "minus ");
        try
        {
            CultureInfo.CurrentCulture = odd;
            Assert.Equal("✓ 0.5 points: half", Print(() => Check.Part(0.5, "half", () => { })).TrimEnd());
            Assert.Equal("Your number: expected -0.5, got 0.5.", Assert.Throws<CheckFailedException>(() => Check.Near(-0.5, 0.5)).Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string File([CallerFilePath] string file = "") => file;

    private static string Print(Action action)
    {
        var (before, written) = (Console.Out, new StringWriter());
        Console.SetOut(written);
        try
        {
            action();
        }
        finally
        {
            Console.SetOut(before);
        }
        return written.ToString();
    }

    private static List<Told> Listen(Action action)
    {
        var observer = new Observer();
        using (DiagnosticListener.AllListeners.Subscribe(observer)) action();
        observer.Dispose();
        return observer.Checks;
    }

    private sealed record Told(string File, int Line, double? Points, bool Passed, string Text);

    private sealed class Observer : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private IDisposable? _subscription;

        public List<Told> Checks { get; } = [];

        public void OnNext(DiagnosticListener value) => _subscription ??= value.Name == "Course.Exercises" ? value.Subscribe(this) : null;

        public void OnNext(KeyValuePair<string, object?> value)
        {
            var (file, line, points, passed, text) = ((string File, int Line, double? Points, bool Passed, string Text))value.Value!;
            Assert.Equal("Check", value.Key);
            Checks.Add(new Told(file, line, points, passed, text));
        }

        public void OnCompleted() { }

        public void OnError(Exception error) { }

        public void Dispose() => _subscription?.Dispose();
    }
}
