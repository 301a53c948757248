using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

/// <summary>Every operator against PyTorch's figures, and its derivative against differences too.</summary>
public sealed class OperatorTests
{
    private static readonly JsonElement Figures = Reference.Load("tensors");

    // Numbers in and out, indexing and printing, chance, derivatives, lifetimes, devices: there an operator's form is not what matters.
    private static readonly Type[] Elsewhere =
        [typeof(TensorDataTests), typeof(TensorTests), typeof(TensorIndexTests), typeof(TensorPrintingTests), typeof(RandomTests), typeof(AutogradTests), typeof(AutogradFunctionTests), typeof(FlatParameterTests), typeof(LifetimeTests), typeof(DeviceTests)];

    public static TheoryData<string> Names => new(OperatorTable.Cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operator_gives_the_figures_of_PyTorch_in_each_of_its_forms(string name)
    {
        var figure = Figures.GetProperty(name);
        var differentiable = figure.TryGetProperty("gradient", out var gradient);
        var input = OperatorTable.Input(figure.GetProperty("input").GetString()!);
        foreach (var form in OperatorTable.Cases[name])
        {
            var x = input.detach().clone();
            if (differentiable) x.requires_grad_();
            var results = Results(form(x)).ToArray();
            Assert.Equal(figure.GetProperty("results").GetArrayLength(), results.Length);
            foreach (var (expected, result) in figure.GetProperty("results").EnumerateArray().Zip(results)) AssertSame(expected, result);
            if (!differentiable) continue;
            Reference.AssertClose(gradient, autograd.grad([Projected(results)], [x])[0]);
        }
        if (differentiable)
            GradientCheck.First(x => Projected(Results(OperatorTable.Cases[name][0](x))), input);
    }

    [Fact]
    public void Every_figure_of_PyTorch_is_compared() =>
        Assert.Equal(Figures.EnumerateObject().Select(entry => entry.Name).Where(name => name != "torch").Order(), OperatorTable.Cases.Keys.Order());

    [Fact]
    public void Every_public_method_is_in_the_table_or_tested_elsewhere()
    {
        var inTable = CallsIn(typeof(OperatorTable));
        // A process can set the number of threads between operators once, before it runs one.
        var elsewhere = Elsewhere.SelectMany(CallsIn).Select(method => method.Name).Append(nameof(set_num_interop_threads)).ToHashSet();
        var lacking = new[] { typeof(Tensor), typeof(torch), typeof(linalg) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !inTable.Contains(method) && !elsewhere.Contains(method.Name))
            .Select(method => $"{method.DeclaringType!.Name}.{method}");
        Assert.True(!lacking.Any(), string.Join("\n", lacking));
    }

    /// <summary>The methods that a class's code calls, found in its instructions: a call is 0x28 or 0x6F, then the method's token.</summary>
    private static HashSet<MethodBase> CallsIn(Type type)
    {
        const BindingFlags own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var calls = new HashSet<MethodBase>();
        foreach (var method in type.GetMethods(own).Cast<MethodBase>().Concat(type.GetConstructors(own)))
        {
            var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
            for (var i = 0; i + 4 < code.Length; i++)
            {
                if (code[i] is not (0x28 or 0x6F)) continue;
                try
                {
                    if (type.Module.ResolveMethod(BitConverter.ToInt32(code, i + 1), type.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null) is { } called)
                        calls.Add(called is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericMethodDefinition() : called);
                }
                catch (Exception error) when (error is ArgumentException or BadImageFormatException)
                {
                    // The byte was not an instruction.
                }
            }
        }
        foreach (var nested in type.GetNestedTypes(own)) calls.UnionWith(CallsIn(nested));
        return calls;
    }

    private static void AssertSame(JsonElement expected, Tensor result)
    {
        Assert.Equal(expected[0].GetString(), result.dtype switch
        {
            ScalarType.Byte => "uint8",
            ScalarType.ComplexFloat64 => "complex128",
            var type => type.ToString().ToLowerInvariant(),
        });
        Assert.Equal(expected[1].EnumerateArray().Select(size => size.GetInt64()), result.shape);
        if (result.is_complex()) result = result.view_as_real();
        Reference.AssertClose(expected[2], result, result.dtype == ScalarType.Float32 ? 1e-6 : 1e-11);
    }

    private static Tensor Projected(IEnumerable<Tensor> results) => results
        .Where(static result => result.dtype == float64)
        .Select(result => (result * arange(result.numel(), dtype: float64).mul(1.7).add(0.4).cos().view(result.shape)).sum())
        .Aggregate(static (sum, part) => sum + part);

    /// <summary>One value or several, as tensors.</summary>
    private static IEnumerable<Tensor> Results(object? value) => value switch
    {
        null => [],
        Tensor result => [result],
        bool result => [tensor(result)],
        long result => [tensor(result)],
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Results(tuple[i])),
        IEnumerable several => several.Cast<object?>().SelectMany(Results),
        _ => throw new ArgumentException($"A {value.GetType()} is not a result."),
    };
}
