using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace TorchSharp.Tests;

/// <summary>Operations with a derivative of their own, Jacobians, and the search for NaN.</summary>
public sealed class AutogradFunctionTests
{
    private static readonly Tensor Point = tensor(new[,] { { 0.3, -0.8, 1.1 }, { 0.5, 0.2, -0.4 } });

    [Fact]
    public void The_derivative_of_a_function_is_the_one_that_it_states()
    {
        var x = Point.clone().requires_grad_();
        Scaled.apply(x, 3.0).sum().backward();
        Assert.True(x.grad!.Equals(full_like(Point, 3)));
        Assert.True(Cube.apply(x).Equals(Point.pow(3)));
    }

    [Fact]
    public void First_and_second_derivatives_of_a_function_are_right()
    {
        GradientCheck.First(x => Cube.apply(x), Point);
        GradientCheck.Second(x => Cube.apply(x), Point);
        GradientCheck.First(x => Cube.apply(Cube.apply(x) + x), Point);
    }

    [Fact]
    public void A_saved_output_is_that_of_the_graph()
    {
        GradientCheck.First(x => Exponential.apply(x), Point);
        GradientCheck.Second(x => Exponential.apply(x), Point);
    }

    [Fact]
    public void A_function_of_several_tensors_has_a_gradient_for_each()
    {
        var weight = tensor(new[,] { { 1.0, 2.0, -1.0 }, { 0.5, -0.5, 0.25 } });
        GradientCheck.First(x => cat([.. SumAndProduct.apply(x, weight)]), Point);
        GradientCheck.First(w => cat([.. SumAndProduct.apply(Point, w)]), weight);
    }

    [Fact]
    public void The_gradient_of_an_unused_output_is_zero_or_where_that_is_asked_invalid()
    {
        var x = Point.clone().requires_grad_();
        SumAndProduct.apply(x, Point)[0].sum().backward();
        Assert.Equal([true, true], SumAndProduct.Given);
        Sparing.apply(x)[1].sum().backward();
        Assert.Equal([false, true], Sparing.Given);
    }

    [Fact]
    public void Without_a_gradient_asked_for_no_graph_is_made()
    {
        Assert.False(Scaled.apply(Point, 2.0).requires_grad);
        var x = Point.clone().requires_grad_();
        using (no_grad()) Assert.False(Scaled.apply(x, 2.0).requires_grad);
        Assert.True(Scaled.apply(x, 2.0).requires_grad);
    }

    [Fact]
    public void An_output_marked_as_not_differentiable_requires_no_gradient()
    {
        var outputs = Largest.apply(Point.clone().requires_grad_());
        Assert.True(outputs[0].requires_grad);
        Assert.False(outputs[1].requires_grad);
        Assert.Equal([2L, 0L], outputs[1].data<long>().ToArray());
        GradientCheck.First(x => Largest.apply(x)[0], Point);
    }

    [Fact]
    public void A_function_in_place_marks_what_it_changes()
    {
        GradientCheck.First(x => Doubled.apply(x.clone()), Point);
        var (x, kept) = (Point.clone().requires_grad_(), Point.clone().requires_grad_());
        var intermediate = x * 1;
        var used = kept * intermediate;
        Doubled.apply(intermediate);
        Assert.Contains("modified by an inplace operation", Assert.Throws<ExternalException>(() => used.sum().backward()).Message);
    }

    [Fact]
    public void An_error_of_forward_is_thrown_by_apply_as_it_is()
    {
        var error = Assert.Throws<FormatException>(() => Failing.apply(Point));
        Assert.Equal("forward fails", error.Message);
    }

    [Fact]
    public void A_function_lives_as_long_as_its_graph_and_no_longer()
    {
        var (value, context) = Made();
        Collect();
        Assert.True(context.IsAlive);
        value.sum().backward();
        value.Dispose();
        Collect();
        Assert.False(context.IsAlive);

        static (Tensor, WeakReference) Made()
        {
            var value = Remembering.apply(Point.clone().requires_grad_());
            return (value, new WeakReference(Remembering.Last.Value));
        }

        static void Collect()
        {
            Remembering.Last.Value = null;
            for (var i = 0; i < 5; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
    }

    [Fact]
    public void Threads_run_functions_side_by_side() =>
        Parallel.For(0, 8, seed =>
        {
            using var generator = new Generator((ulong)seed);
            for (var i = 0; i < 50; i++)
            {
                var x = randn(7, float64, generator: generator).requires_grad_();
                Cube.apply(x).sum().backward();
                Assert.True(x.grad!.allclose(3 * x.detach().square(), 0, 1e-14));
            }
        });

    [Fact]
    public void The_Jacobian_has_the_shape_of_output_and_input()
    {
        var (matrix, vector) = (tensor(new[,] { { 1.0, 3.0 }, { 2.0, 4.0 } }), tensor([1.0, 5.0]));
        var product = functional.jacobian(inputs => [inputs[0].mv(inputs[1])], matrix, vector).ToArray();
        Assert.Equal(new[, ,] { { { 1.0, 5.0 }, { 0.0, 0.0 } }, { { 0.0, 0.0 }, { 1.0, 5.0 } } }, product[0].data<double>().ToNDArray());
        Assert.True(product[1].Equals(matrix));
        Assert.True(functional.jacobian(x => x.pow(3), vector).Equals(diag(3 * vector.square())));
    }

    [Fact]
    public void An_input_without_influence_has_a_Jacobian_of_zeros()
    {
        Tensor[] Both(Tensor[] inputs) => [inputs[0].square().sum(), inputs[1] * 2];
        var jacobians = functional.jacobian(Both, tensor([1.0, 2.0]), tensor([3.0])).ToArray();
        Assert.Equal([[2.0, 4.0], [0.0], [0.0, 0.0], [2.0]], jacobians.Select(jacobian => jacobian.data<double>().ToArray()));
        Assert.Equal([[2L], [1L], [1L, 2L], [1L, 1L]], jacobians.Select(jacobian => jacobian.shape));
    }

    private sealed class Scaled : SingleTensorFunction<Scaled>
    {
        public override string Name => nameof(Scaled);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("factor", vars[1]);
            Assert.Null(ctx.get_data("nothing"));
            return (Tensor)vars[0] * (double)vars[1];
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output * (double)ctx.get_data("factor")!, null!];
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

    private sealed class Exponential : SingleTensorFunction<Exponential>
    {
        public override string Name => nameof(Exponential);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var y = ((Tensor)vars[0]).exp();
            ctx.save_for_backward([y]);
            return y;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [ctx.get_saved_variables()[0] * grad_output];
    }

    private sealed class SumAndProduct : MultiTensorFunction<SumAndProduct>
    {
        internal static bool[] Given { get; private set; } = [];

        public override string Name => nameof(SumAndProduct);

        public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
        {
            var (a, b) = ((Tensor)vars[0], (Tensor)vars[1]);
            ctx.save_for_backward([a, b]);
            return [a + b, a * b];
        }

        public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs)
        {
            Given = [.. grad_outputs.Select(gradient => !gradient.IsInvalid)];
            var saved = ctx.get_saved_variables();
            return [grad_outputs[0] + grad_outputs[1] * saved[1], grad_outputs[0] + grad_outputs[1] * saved[0]];
        }
    }

    private sealed class Sparing : MultiTensorFunction<Sparing>
    {
        internal static bool[] Given { get; private set; } = [];

        public override string Name => nameof(Sparing);

        public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
        {
            ctx.set_materialize_grads(false);
            return [(Tensor)vars[0] * 1, (Tensor)vars[0] * 2];
        }

        public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs)
        {
            Given = [.. grad_outputs.Select(gradient => !gradient.IsInvalid)];
            return [grad_outputs[1] * 2];
        }
    }

    private sealed class Largest : MultiTensorFunction<Largest>
    {
        public override string Name => nameof(Largest);

        public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
        {
            var (values, indices) = ((Tensor)vars[0]).max(1L);
            ctx.mark_non_differentiable([indices]);
            ctx.save_for_backward([indices]);
            return [values, indices];
        }

        public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs) =>
            [zeros(2, 3, float64).scatter(1, ctx.get_saved_variables()[0].unsqueeze(1), grad_outputs[0].unsqueeze(1))];
    }

    private sealed class Doubled : SingleTensorFunction<Doubled>
    {
        public override string Name => nameof(Doubled);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.mark_dirty([x]);
            return x.mul_(2);
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [2 * grad_output];
    }

    private sealed class Failing : SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);

        public override Tensor forward(AutogradContext ctx, params object[] vars) => throw new FormatException("forward fails");

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output];
    }

    private sealed class Remembering : SingleTensorFunction<Remembering>
    {
        internal static ThreadLocal<object?> Last { get; } = new();

        public override string Name => nameof(Remembering);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            Last.Value = ctx;
            return (Tensor)vars[0] * 1;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output];
    }
}
