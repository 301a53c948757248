using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Tests;

/// <summary>When tensors let go of their memory.</summary>
public sealed class LifetimeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        Tensor inside;
        var outside = ones(2);
        using (NewDisposeScope()) inside = outside + 1;
        Assert.True(inside.IsInvalid);
        Assert.False(outside.IsInvalid);
    }

    [Fact]
    public void A_tensor_used_after_its_scope_throws()
    {
        Tensor inside;
        using (NewDisposeScope()) inside = ones(2);
        Assert.Throws<InvalidOperationException>(() => inside + 1);
        Assert.Throws<InvalidOperationException>(() => inside.shape);
    }

    [Fact]
    public void A_disposed_tensor_throws_and_may_be_disposed_again()
    {
        var t = ones(2);
        t.Dispose();
        t.Dispose();
        Assert.Throws<InvalidOperationException>(() => t.sum());
    }

    [Fact]
    public void What_is_moved_to_the_outer_scope_lives_as_long_as_that()
    {
        Tensor kept, moved;
        using (NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                kept = ones(2).MoveToOuterDisposeScope();
                moved = inner.MoveToOuter(ones(3));
            }
            Assert.Equal(2, kept.numel());
            Assert.Equal(3, moved.numel());
        }
        Assert.True(kept.IsInvalid);
        Assert.True(moved.IsInvalid);
    }

    [Fact]
    public void What_is_moved_out_of_the_outermost_scope_or_detached_stays()
    {
        Tensor moved, detached;
        using (NewDisposeScope()) (moved, detached) = (ones(2).MoveToOuterDisposeScope(), ones(3).DetachFromDisposeScope());
        Assert.Equal(2, moved.numel());
        Assert.Equal(3, detached.numel());
    }

    [Fact]
    public void Scopes_belong_to_their_thread()
    {
        Tensor? elsewhere = null;
        using (NewDisposeScope())
        {
            var thread = new Thread(() => elsewhere = ones(2));
            thread.Start();
            thread.Join();
        }
        Assert.Equal(2, elsewhere!.numel());
    }

    [Fact]
    public void A_gradient_survives_the_scope_of_the_step_that_computed_it()
    {
        var w = tensor([2.0], requires_grad: true);
        using (NewDisposeScope()) w.square().sum().backward();
        Assert.Equal(4.0, w.grad!.item<double>());
    }

    [Fact]
    public void A_parameter_takes_over_the_handle_of_its_data()
    {
        var data = ones(2);
        var handle = data.Handle;
        var parameter = Parameter(data);
        Assert.Equal(handle, parameter.Handle);
        Assert.True(data.IsInvalid);
        Assert.True(parameter.requires_grad);
    }

    [Fact]
    public void The_memory_of_a_view_outlives_the_tensor_it_was_taken_of()
    {
        var whole = arange(10);
        var part = whole.narrow(0, 2, 3);
        whole.Dispose();
        Assert.Equal([2L, 3L, 4L], part.data<long>().ToArray());
    }

    [Fact]
    public void A_scope_can_dispose_everything_but_what_is_kept()
    {
        using var scope = NewDisposeScope();
        var (gone, kept) = (ones(2), ones(3));
        scope.DisposeEverythingBut(kept);
        Assert.True(gone.IsInvalid);
        Assert.Equal(1, scope.DisposablesCount);
        Assert.Equal(3, kept.numel());
    }

    [Fact]
    public void A_tensor_can_be_moved_to_another_scope_or_to_none()
    {
        using var outer = NewDisposeScope();
        Tensor moved, free;
        using (var inner = NewDisposeScope())
        {
            Assert.Same(inner, CurrentDisposeScope);
            (moved, free) = (inner.MoveToOther(outer, ones(2)), inner.MoveToOther(null, ones(4)));
        }
        Assert.Equal((2, 4), (moved.numel(), free.numel()));
        Assert.True(outer.Contains(moved) && !outer.Contains(free));
    }

    [Fact]
    public void An_expression_in_a_scope_of_its_own_keeps_only_its_result()
    {
        Tensor? inner = null;
        var result = WrappedTensorDisposeScope(() => (inner = ones(2)) + 1);
        Assert.True(inner!.IsInvalid);
        Assert.Equal(4f, result.sum().item<float>());
    }

    [Fact]
    public void Living_tensors_are_counted()
    {
        var before = Tensor.TotalCount;
        using (NewDisposeScope())
        {
            var kept = Enumerable.Range(0, 1000).Select(_ => ones(1)).ToList();
            Assert.InRange(Tensor.TotalCount, kept.Count, Tensor.PeakCount);
        }
        Assert.InRange(Tensor.TotalCount, 0, before + 900);
    }
}
