using static TorchSharp.torch;

namespace TorchSharp.Tests.StandIn;

/// <summary>Functions of TorchSharp 0.107 that lose an argument on the way; the stand-in passes it on.</summary>
public sealed class ForgottenArgumentTests
{
    private static readonly Tensor Sample = tensor([3.0, -3.0, 6.0]);

    [Fact]
    public void A_quotient_is_rounded_as_asked()
    {
        Assert.Equal([1.0, -1.0, 3.0], div(Sample, 2, RoundingMode.trunc).data<double>().ToArray());
        Assert.Equal([1.0, -2.0, 3.0], div(Sample, tensor([2.0, 2.0, 2.0]), RoundingMode.floor).data<double>().ToArray());
    }

    [Fact]
    public void A_variance_is_biased_where_that_is_asked()
    {
        Assert.Equal(14.0, Sample.var(false).item<double>(), 12);
        Assert.Equal(14.0, torch.var(Sample, false).item<double>(), 12);
    }
}
