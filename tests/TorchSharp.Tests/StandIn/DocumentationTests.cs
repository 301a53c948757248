using System.Reflection;
using System.Xml.Linq;

namespace TorchSharp.Tests.StandIn;

/// <summary>What a notebook shows of a function, beside its signature, is the summary in the file beside the assembly.</summary>
public sealed class DocumentationTests
{
    private static readonly Dictionary<string, XElement> Members =
        XDocument.Load(Path.ChangeExtension(typeof(torch).Assembly.Location, ".xml")).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    [Fact]
    public void Every_public_function_has_a_summary()
    {
        var functions = typeof(torch).Assembly.GetTypes().Where(PublicApi.IsVisible)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName && method.GetBaseDefinition() == method)
            .Select(Id)
            .ToArray();

        var silent = functions.Where(id => !HasSummary(id)).ToArray();

        Assert.NotEmpty(functions);
        Assert.True(silent.Length == 0, $"{silent.Length} functions have no summary of their own or of another member:\n{string.Join('\n', silent)}");
    }

    private static bool HasSummary(string id) =>
        Members.GetValueOrDefault(id) is { } member
        && (!string.IsNullOrWhiteSpace(member.Element("summary")?.Value) || (member.Element("inheritdoc")?.Attribute("cref")?.Value is { } other && HasSummary(other)));

    /// <summary>The name under which the compiler writes a method's documentation.</summary>
    private static string Id(MethodInfo method)
    {
        var arity = method.GetGenericArguments().Length;
        var parameters = string.Join(',', method.GetParameters().Select(parameter => Name(parameter.ParameterType)));
        return $"M:{method.DeclaringType!.FullName!.Replace('+', '.')}.{method.Name}{(arity == 0 ? "" : $"``{arity}")}{(parameters.Length == 0 ? "" : $"({parameters})")}";
    }

    private static string Name(Type type) => type switch
    {
        { IsByRef: true } => $"{Name(type.GetElementType()!)}@",
        { IsSZArray: true } => $"{Name(type.GetElementType()!)}[]",
        { IsArray: true } => $"{Name(type.GetElementType()!)}[{string.Join(',', Enumerable.Repeat("0:", type.GetArrayRank()))}]",
        { IsGenericMethodParameter: true } => $"``{type.GenericParameterPosition}",
        { IsGenericParameter: true } => $"`{type.GenericParameterPosition}",
        { IsGenericType: true } => $"{type.GetGenericTypeDefinition().FullName!.Split('`')[0].Replace('+', '.')}{{{string.Join(',', type.GetGenericArguments().Select(Name))}}}",
        _ => type.FullName!.Replace('+', '.'),
    };
}
