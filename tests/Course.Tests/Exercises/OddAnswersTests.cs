using Course.Exercises;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Exercises;

/// <summary>What comes as an answer may be anything; a check says so in a message that a person can read.</summary>
public sealed class OddAnswersTests
{
    public static TheoryData<string, Func<Tensor>> Answers => new()
    {
        { "Your tensor: expected a tensor of shape [2], got null.", () => null! },
        { "Your tensor: expected a tensor of shape [2], got one that was disposed.", () => Disposed(zeros(2)) },
        { "Your tensor: expected shape [2], got [].", () => tensor(1.0) },
        { "Your tensor: expected shape [2], got [0].", () => zeros(0) },
        { "Your tensor: expected shape [2], got [1000000, 1000000, 1000000].", () => zeros(1).expand(1_000_000, 1_000_000, 1_000_000) },
        { "Your tensor has the right shape, but element [1]: expected 2, got NaN.", () => tensor([1, double.NaN]) },
        { "Your tensor has the right shape, but element [0]: expected 1, got -Infinity.", () => tensor([double.NegativeInfinity, 2]) },
        { "Your tensor has the right shape, but element [0]: expected 1, got 0.", () => tensor([false, true]) },
        { "Your tensor: expected real numbers, got complex ones.", () => tensor([1.0, 2]).to(ScalarType.ComplexFloat64) },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void An_odd_tensor_is_named(string message, Func<Tensor> answer) =>
        Assert.Equal(message, Assert.Throws<CheckFailedException>(() => Check.Near(tensor([1.0, 2]), answer())).Message);

    [Fact]
    public void Types_and_devices_that_hold_the_right_numbers_pass()
    {
        Check.Near(tensor([1.0, 2]), tensor(new long[] { 1, 2 }));
        Check.Near(tensor([1.0, 2]), tensor([1f, 2]).to(ScalarType.Float16));
        Check.Near(tensor([1.0, 2]), tensor([1.0, 2], requires_grad: true));
        Check.Near(tensor([1.0, 1]), ones(1).expand(2));
        Check.Near(tensor([0.0, 1]), tensor([false, true]));
    }

    [Fact]
    public void A_tolerance_that_lets_anything_pass_is_refused()
    {
        foreach (var tolerance in new[] { double.NaN, double.PositiveInfinity, -1 })
        {
            Assert.Throws<ArgumentOutOfRangeException>("tolerance", () => Check.Near(1, 2, tolerance));
            Assert.Throws<ArgumentOutOfRangeException>("tolerance", () => Check.Near(zeros(1), zeros(1), tolerance));
        }
        Assert.Throws<CheckFailedException>(() => Check.Near(1e308, double.PositiveInfinity, 1000));
        Assert.Throws<CheckFailedException>(() => Check.Near(tensor([1e308]), tensor([double.PositiveInfinity]), 1000));
    }

    [Fact]
    public void A_message_is_bounded_however_much_the_answer_says()
    {
        var megabyte = new string('x', 1 << 20);
        Assert.Equal(2000, Assert.Throws<CheckFailedException>(() => Check.That(false, megabyte)).Message.Length);
        Assert.Equal(2000, Assert.Throws<CheckFailedException>(() => Check.Near(1, 2, hint: megabyte)).Message.Length);
        Assert.True(Assert.Throws<CheckFailedException>(() => Check.Throws<FormatException>(() => throw new ArgumentException(megabyte), "this")).Message.Length < 600);
        var half = Assert.Throws<CheckFailedException>(() => Check.That(false, string.Concat(Enumerable.Repeat("😀", 2000)))).Message;
        Assert.False(char.IsHighSurrogate(half[^2]));
    }

    [Fact]
    public void An_exception_whose_message_throws_is_named_all_the_same() =>
        Assert.Equal(
            "This: expected a FormatException, got a Sly (its message cannot be read).",
            Assert.Throws<CheckFailedException>(() => Check.Throws<FormatException>(() => throw new Sly(), "this")).Message);

    [Fact]
    public void What_an_answer_changes_for_the_whole_process_changes_no_check()
    {
        var before = get_default_dtype();
        try
        {
            set_default_dtype(ScalarType.Float32);
            using var still = no_grad();
            Check.Near(tensor([1 + 1e-9]), tensor([1 + 1e-9]), 1e-12);
            Check.Gradient(w => w.pow(3).sum(), w => 3 * w.square(), tensor([1.0, -2]), 1e-8);
        }
        finally
        {
            set_default_dtype(before);
        }
    }

    [Fact]
    public void A_gradient_may_use_autograd_and_change_the_place_that_it_got()
    {
        using var at = tensor([1.0, -2]);
        Tensor Gradient(Tensor w)
        {
            w.requires_grad_(true);
            w.pow(3).sum().backward();
            var gradient = w.grad!;
            using var still = no_grad();
            w.zero_();
            return gradient;
        }
        Check.Gradient(w => w.pow(3).sum(), Gradient, at);
        Check.Near(tensor([1.0, -2]), at);
    }

    private static Tensor Disposed(Tensor tensor)
    {
        tensor.Dispose();
        return tensor;
    }

    private sealed class Sly : Exception
    {
        public override string Message => throw new InvalidOperationException();
    }
}
