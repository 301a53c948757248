using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Exercises;

/// <summary>A tensor that was given as an answer, and so may be anything: null, disposed, of another shape or type, on another device.</summary>
internal static class GivenTensor
{
    /// <summary>The elements in float64, row by row.</summary>
    public static double[] Numbers(Tensor values)
    {
        using var scope = NewDisposeScope();
        return values.detach().to(ScalarType.Float64, CPU).reshape(-1).data<double>().ToArray();
    }

    /// <summary>The elements of an answer.</summary>
    /// <exception cref="CheckFailedException">It has another shape, or no real numbers.</exception>
    public static double[] Elements(long[] shape, Tensor? answer, string what, string hint, CheckReport report)
    {
        MustHaveShape(shape, answer, what, hint, report);
        if (answer!.is_complex()) throw report.Failed(what, "real numbers", "complex ones", hint);
        try
        {
            return Numbers(answer);
        }
        catch (Exception unreadable) when (unreadable is not OperationCanceledException)
        {
            throw report.Failed(what, "a tensor of numbers", $"one that cannot be read ({CheckReport.MessageOf(unreadable)})", hint);
        }
    }

    /// <exception cref="CheckFailedException">It has another shape, or is null or disposed.</exception>
    public static void MustHaveShape(long[] shape, Tensor? answer, string what, string hint, CheckReport report)
    {
        if (answer is null || answer.IsInvalid)
            throw report.Failed(what, $"a tensor of shape {List(shape)}", answer is null ? "null" : "one that was disposed", hint);
        if (!shape.AsSpan().SequenceEqual(answer.shape))
            throw report.Failed(what, $"shape {List(shape)}", List(answer.shape), hint);
    }

    /// <summary>An element's place, such as <c>[1, 2]</c>.</summary>
    public static string Index(long flat, long[] shape)
    {
        var index = new long[shape.Length];
        for (var axis = shape.Length - 1; axis >= 0; axis--) (flat, index[axis]) = (flat / shape[axis], flat % shape[axis]);
        return List(index);
    }

    private static string List(long[] numbers) => $"[{string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]";
}
