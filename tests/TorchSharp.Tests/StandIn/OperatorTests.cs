using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests.StandIn;

/// <summary>The stand-in's way to the dispatcher, which the real package has not.</summary>
public sealed class OperatorTests
{
    [Fact]
    public void A_list_of_real_numbers_reaches_the_operator() =>
        Assert.Equal([1L, 1L, 4L, 6L], Operator.Call("upsample_nearest2d.vec", ones(1, 1, 2, 2), Argument.None, new[] { 2.0, 3.0 }).shape);

    [Fact]
    public void An_operator_that_does_not_exist_is_named()
    {
        var error = Assert.Throws<ExternalException>(() => Operator.Call("no_such_operator"));
        Assert.Contains("aten::no_such_operator", error.Message);
    }

    [Fact]
    public void A_missing_argument_without_a_default_is_named()
    {
        var error = Assert.Throws<ExternalException>(() => Operator.Call("mm", ones(2, 2)));
        Assert.Contains("'mat2'", error.Message);
    }
}
