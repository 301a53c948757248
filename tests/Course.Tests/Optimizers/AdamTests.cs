using Course.Objectives;
using Course.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Optimizers;

public sealed class AdamTests
{
    [Fact]
    public void It_takes_the_path_of_the_package_s_own_Adam()
    {
        var objective = new Rosenbrock();
        var w = tensor([-1.5, 2.0]);
        var theirs = nn.Parameter(tensor([-1.5, 2.0]));
        var rule = new Adam { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-3 };
        using var optimizer = optim.Adam([theirs], 0.05, 0.8, 0.95, 1e-3);
        for (var step = 0; step < 50; step++)
        {
            using (no_grad()) rule.Step(w, objective.Gradient(w), 0.05);
            theirs.grad = objective.Gradient(theirs.detach());
            optimizer.step();
            Assert.True(w.allclose(theirs, rtol: 1e-12, atol: 1e-12), $"step {step}: {w.str()} instead of {theirs.str()}");
        }
    }

    [Fact]
    public void The_first_step_is_as_long_as_the_learning_rate_whatever_the_gradient()
    {
        var w = zeros(3, float64);
        new Adam().Step(w, tensor([1e-3, -1.0, 1e6]), 0.1); // m̂ / √v̂ = g / |g|
        Assert.True(w.allclose(tensor([-0.1, 0.1, -0.1]), rtol: 1e-4));
    }

    [Fact]
    public void A_share_outside_zero_to_one_is_refused()
    {
        Refused(() => new Adam { Beta1 = 1 }, "Beta1", "1", "at least 0 and less than 1");
        Refused(() => new Adam { Beta2 = -0.1 }, "Beta2", "-0.1", "at least 0 and less than 1");
        Refused(() => new Adam { Epsilon = 0 }, "Epsilon", "0", "greater than 0");
        Refused(() => new Adam { Epsilon = double.NaN }, "Epsilon", "NaN", "greater than 0");
    }

    private static void Refused(Func<Adam> make, string name, string value, string range)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(name, make);
        Assert.Contains($"{name} must be {range}", error.Message, StringComparison.Ordinal);
        Assert.Contains($"was {value}.", error.Message, StringComparison.Ordinal);
    }
}
