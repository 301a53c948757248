using Course.Exercises;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Exercises;

public sealed class CheckTests
{
    [Fact]
    public void Right_answers_pass()
    {
        Check.That(true, "it holds");
        Check.Near(1e6, 1e6 + 0.5);
        Check.Near(double.NaN, double.NaN);
        Check.Near(tensor([1.0, double.PositiveInfinity]), tensor([1f, float.PositiveInfinity]));
        Check.Shape([2, 3], zeros(2, 3));
        Assert.Equal("no", Check.Throws<ArgumentException>(() => throw new ArgumentException("no"), "this").Message);
        Check.Gradient(w => w.pow(3).sum(), w => 3 * w.square(), tensor([1.0, -2, 300]));
    }

    [Fact]
    public void A_wrong_answer_is_told_what_was_expected_what_came_and_a_hint()
    {
        Says("Not so yet: the loss must fall", () => Check.That(false, "the loss must fall"));
        Says("The step: expected 2, got 2.1. Mind the sign.", () => Check.Near(2, 2.1, what: "the step", hint: "Mind the sign."));
        Says("Your number: expected Infinity, got 5.", () => Check.Near(double.PositiveInfinity, 5));
        Says("Your tensor has the right shape, but element [0]: expected 1, got 7.", () => Check.Near(tensor([1.0, double.PositiveInfinity]), tensor([7.0, double.PositiveInfinity])));
        Says("Your number: expected 2, got NaN.", () => Check.Near(2, double.NaN));
        Says("W: expected 1, got 2.", () => Check.Near(1, 2, what: "W"));
        Says("w after a step: expected 1, got 2.", () => Check.Near(1, 2, what: "w after a step"));
        Says("Your number: expected -0.1, got -0.10000000149011612.", () => Check.Near(-0.1, -0.1f, tolerance: 1e-12));
        Says("∂L/∂W: expected shape [2, 3], got [3, 2].", () => Check.Near(zeros(2, 3), zeros(3, 2), what: "∂L/∂W"));
        Says("∂L/∂W has the right shape, but element [1, 2]: expected 0, got 5.", () => Check.Near(zeros(2, 3), tensor(new[,] { { 0.0, 0, 0 }, { 0, 0, 5 } }), what: "∂L/∂W"));
        Says("Your tensor: expected a tensor of shape [2], got null.", () => Check.Shape([2], null!));
        Says("A negative rate: expected an ArgumentException, got no exception.", () => Check.Throws<ArgumentException>(() => { }, "a negative rate"));
        Says("A negative rate: expected an ArgumentException, got a FormatException (odd).", () => Check.Throws<ArgumentException>(() => throw new FormatException("odd"), "a negative rate"));
        Says("Your gradient has the right shape, but element [0]: expected 3, got 2.", () => Check.Gradient(w => w.pow(3).sum(), w => 2 * w.square(), tensor([1.0, 0.1])));
    }

    [Fact]
    public void Off_by_more_than_the_tolerance_fails_and_by_less_passes()
    {
        Check.Near(1000, 1000.9, tolerance: 1e-3);
        Assert.Throws<CheckFailedException>(() => Check.Near(1000, 1001.1, tolerance: 1e-3));
        Check.Near(tensor([1000.0, 0]), tensor([1000.0, 0.9]), tolerance: 1e-3);
        Assert.Throws<CheckFailedException>(() => Check.Near(tensor([1000.0, 0]), tensor([1000.0, 1.1]), tolerance: 1e-3));
    }

    private static void Says(string message, Action check) => Assert.Equal(message, Assert.Throws<CheckFailedException>(check).Message);
}
