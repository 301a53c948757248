using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace TorchSharp.Tests.StandIn;

/// <summary>What goes wrong in a function's backward, which ends the process or goes unseen on the real package.</summary>
public sealed class AutogradFunctionTests
{
    private static readonly Tensor Point = tensor([0.3, -0.8, 1.1]);

    [Fact]
    public void An_error_of_backward_is_thrown_by_backward()
    {
        var x = Point.clone().requires_grad_();
        var error = Assert.Throws<ExternalException>(() => Failing.apply(x).sum().backward());
        Assert.Contains("FormatException in Failing.backward: backward fails", error.Message);
        x.sum().backward();  // and the next one works
        Assert.True(x.grad!.Equals(ones_like(x)));
    }

    [Theory]
    [InlineData(1, "returned 1 gradients for 2 arguments")]
    [InlineData(2, "returned a gradient at position 2, but that argument of apply is not a tensor")]
    [InlineData(3, "returned 3 gradients for 2 arguments")]
    public void A_wrong_number_of_gradients_is_refused(int count, string text)
    {
        var error = Assert.Throws<ExternalException>(() => Wrong.apply(Point.clone().requires_grad_(), count).sum().backward());
        Assert.Contains(text, error.Message);
    }

    [Fact]
    public void A_saved_tensor_that_was_changed_is_found_out()
    {
        var inner = Point.clone().requires_grad_() * 1;
        var value = Cube.apply(inner);
        inner.add_(1);
        Assert.Contains("modified by an inplace operation", Assert.Throws<ExternalException>(() => value.sum().backward()).Message);
    }

    [Fact]
    public void Saved_tensors_are_gone_with_a_graph_that_is_not_retained()
    {
        var value = Cube.apply(Point.clone().requires_grad_()).sum();
        value.backward(retain_graph: true);
        value.backward();
        Assert.Contains("second time", Assert.Throws<ExternalException>(() => value.backward()).Message);
    }

    private sealed class Failing : SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);

        public override Tensor forward(AutogradContext ctx, params object[] vars) => (Tensor)vars[0] * 1;

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => throw new FormatException("backward fails");
    }

    private sealed class Wrong : SingleTensorFunction<Wrong>
    {
        public override string Name => nameof(Wrong);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("count", vars[1]);
            return (Tensor)vars[0] * 1;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => (int)ctx.get_data("count")! switch
        {
            1 => [grad_output],
            2 => [grad_output, grad_output],
            _ => [grad_output, null!, grad_output],
        };
    }

    private sealed class Cube : SingleTensorFunction<Cube>
    {
        public override string Name => nameof(Cube);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x, null!]);
            return x.pow(3);
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
        {
            var saved = ctx.get_saved_variables();
            Assert.Null(saved[1]);
            return [3 * saved[0].square() * grad_output];
        }
    }
}
