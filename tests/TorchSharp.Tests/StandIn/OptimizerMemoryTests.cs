using static TorchSharp.torch;

namespace TorchSharp.Tests.StandIn;

/// <summary>What optimizers remember; the real package's keep tensors for options that are off, and LBFGS outside of .NET's sight.</summary>
public sealed class OptimizerMemoryTests
{
    public static TheoryData<string, int> Memories => new()
    {
        { "sgd", 0 }, { "sgd_momentum", 2 }, { "adagrad", 2 }, { "adadelta", 4 }, { "rmsprop", 2 }, { "rmsprop_momentum", 4 }, { "rmsprop_centered", 6 },
        { "adam", 4 }, { "adam_amsgrad", 6 }, { "adamw", 4 }, { "adamax", 4 }, { "nadam", 4 }, { "lbfgs_one_iteration", 2 },
    };

    [Theory]
    [MemberData(nameof(Memories))]
    public void Disposing_an_optimizer_disposes_what_it_remembers(string name, int count)
    {
        var (w, v, loss) = OptimizerTests.Problem();
        var optimizer = OptimizerTests.Optimizers[name](w, v);
        optimizer.step(OptimizerTests.Closure(optimizer, loss));
        Assert.True(GC.TryStartNoGCRegion(16 << 20));  // it collects first; a later collection would let go of more than the optimizer does
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;
        optimizer.Dispose();
        var released = before - Tensor.TotalCount;
        GC.EndNoGCRegion();
        Assert.Equal(count, released);
    }
}
