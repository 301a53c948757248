using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>Derivatives, first and second, against closed forms.</summary>
public sealed class AutogradTests
{
    private const double Exact = 1e-12;

    [Fact]
    public void Backward_twice_gives_the_second_derivative_of_a_power()
    {
        var x = tensor([0.5, -1.5, 2.0], requires_grad: true);
        var first = autograd.grad([x.pow(4).sum()], [x], create_graph: true, retain_graph: true)[0];
        var second = autograd.grad([first.sum()], [x])[0];
        Assert.True(first.allclose(4 * x.pow(3), 0, Exact));
        Assert.True(second.allclose(12 * x.square(), 0, Exact));
    }

    [Fact]
    public void The_Hessian_product_of_a_quadratic_form_is_its_matrix_times_the_vector()
    {
        using var generator = new Generator(3);
        var matrix = randn(6, 6, float64, generator: generator);
        var symmetric = matrix + matrix.t();
        var (w, v) = (randn(6, float64, requires_grad: true, generator: generator), randn(6, float64, generator: generator));
        var gradient = autograd.grad([0.5 * w.dot(symmetric.mv(w))], [w], create_graph: true, retain_graph: true)[0];
        Assert.True(gradient.allclose(symmetric.mv(w), 0, Exact));
        Assert.True(autograd.grad([gradient.dot(v)], [w])[0].allclose(symmetric.mv(v), 0, Exact));
    }

    [Fact]
    public void The_Hessian_of_a_tanh_neuron_is_its_closed_form()
    {
        var (x, w) = (tensor([0.3, -0.8, 1.1]), tensor([0.5, 0.2, -0.4], requires_grad: true));
        var gradient = autograd.grad([w.dot(x).tanh()], [w], create_graph: true, retain_graph: true)[0];
        var rows = Enumerable.Range(0, 3).Select(i => autograd.grad([gradient[i]], [w], retain_graph: true)[0]).ToList();
        // tanh'' = -2 tanh (1 - tanh²)
        var t = w.dot(x).tanh().detach();
        Assert.True(stack(rows).allclose(-2 * t * (1 - t.square()) * x.outer(x), 0, Exact));
    }

    [Fact]
    public void A_product_with_the_graph_kept_can_be_taken_again_and_again()
    {
        var w = tensor([1.0, 2.0], requires_grad: true);
        var gradient = autograd.grad([w.pow(3).sum()], [w], create_graph: true, retain_graph: true)[0];
        for (var i = 0; i < 3; i++)
            Assert.Equal([6.0, 12.0], autograd.grad([gradient], [w], [ones_like(w)], retain_graph: true)[0].data<double>().ToArray());
    }

    [Fact]
    public void A_graph_that_is_not_retained_cannot_be_used_again()
    {
        var w = tensor([1.0, 2.0], requires_grad: true);
        var value = w.square().sum();
        value.backward();
        var error = Assert.Throws<ExternalException>(() => value.backward());
        Assert.Contains("backward through the graph a second time", error.Message);
    }

    [Fact]
    public void Creating_a_graph_of_a_gradient_does_not_retain_the_first_one()
    {
        var w = tensor([1.0], requires_grad: true);
        var gradient = autograd.grad([w.square().pow(3).sum()], [w], create_graph: true)[0];
        Assert.Throws<ExternalException>(() => gradient.backward());
    }

    [Fact]
    public void An_unused_input_has_an_invalid_gradient()
    {
        var (used, unused) = (tensor([1.0], requires_grad: true), tensor([2.0], requires_grad: true));
        var gradients = autograd.grad([(2 * used).sum()], [used, unused], allow_unused: true);
        Assert.Equal(2.0, gradients[0].item<double>());
        Assert.NotNull(gradients[1]);
        Assert.True(gradients[1].IsInvalid);
    }

    [Fact]
    public void Backward_adds_to_a_gradient()
    {
        var w = tensor([3.0], requires_grad: true);
        Assert.Null(w.grad);
        w.square().sum().backward();
        w.square().sum().backward();
        Assert.Equal(12.0, w.grad!.item<double>());
        w.grad = null;
        Assert.Null(w.grad);
    }

    [Fact]
    public void Backward_takes_the_gradients_of_outputs_that_are_not_scalar()
    {
        var w = tensor([3.0, 4.0], requires_grad: true);
        w.square().backward([tensor([1.0, 10.0])]);
        Assert.Equal([6.0, 80.0], w.grad!.data<double>().ToArray());
    }

    [Fact]
    public void Without_gradients_is_for_the_thread_and_ends_with_its_block()
    {
        var w = tensor([1.0], requires_grad: true);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((2 * w).requires_grad);
            var elsewhere = false;
            var thread = new Thread(() => elsewhere = is_grad_enabled());
            thread.Start();
            thread.Join();
            Assert.True(elsewhere);
            using (enable_grad()) Assert.True((2 * w).requires_grad);
            Assert.False(is_grad_enabled());
        }
        Assert.True((2 * w).requires_grad);
        using (set_grad_enabled(false)) Assert.False(is_grad_enabled());
        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void A_detached_tensor_shares_memory_and_no_graph()
    {
        var w = tensor([1.0, 2.0], requires_grad: true);
        var detached = w.detach();
        detached.fill_(5);
        Assert.False(detached.requires_grad);
        Assert.Equal([5.0, 5.0], w.detach().data<double>().ToArray());
    }

    [Fact]
    public void A_gradient_is_kept_of_an_inner_tensor_that_asks_for_it()
    {
        var w = tensor([2.0], requires_grad: true);
        var inner = w.square();
        inner.retain_grad();
        inner.pow(3).sum().backward();
        Assert.Equal(3 * Math.Pow(4, 2), inner.grad!.item<double>(), 12);
    }
}
