using System.Reflection;
using static TorchSharp.torch;

namespace TorchSharp.Tests.StandIn;

/// <summary>No public method of the stand-in is without a test; the real package has more of them.</summary>
public sealed class OperatorCoverageTests
{
    // Numbers in and out, indexing and printing, chance, derivatives, lifetimes, devices: there an operator's form is not what matters.
    private static readonly Type[] Elsewhere =
        [typeof(TensorDataTests), typeof(TensorTests), typeof(TensorIndexTests), typeof(TensorPrintingTests), typeof(RandomTests), typeof(AutogradTests), typeof(Tests.AutogradFunctionTests), typeof(FlatParameterTests), typeof(Tests.LifetimeTests), typeof(DeviceTests)];

    [Fact]
    public void Every_public_method_is_in_the_table_or_tested_elsewhere()
    {
        var inTable = CallsIn(typeof(OperatorTable));
        var elsewhere = Elsewhere.SelectMany(CallsIn).Select(method => method.Name).ToHashSet();
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
}
