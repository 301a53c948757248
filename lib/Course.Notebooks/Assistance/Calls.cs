using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Notebooks;

/// <summary>Tells which methods a call could mean.</summary>
internal static class Calls
{
    /// <summary>The methods, constructors or indexers that a call's name stands for.</summary>
    public static IReadOnlyList<IMethodSymbol> Methods(SemanticModel model, SyntaxNode call, CancellationToken cancel) => call switch
    {
        InvocationExpressionSyntax invocation => Invoked(model, invocation, cancel),
        BaseObjectCreationExpressionSyntax creation => Constructors(model, model.GetTypeInfo(creation, cancel).Type, creation),
        ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax => [.. Candidates(model.GetSymbolInfo(call, cancel)).OfType<IMethodSymbol>()],
        AttributeSyntax attribute => Constructors(model, model.GetTypeInfo(attribute, cancel).Type, attribute),
        _ => [],
    };

    /// <summary>The method that a call means, or of those that it could the one that suits its arguments best.</summary>
    public static IMethodSymbol Best(SemanticModel model, SyntaxNode call, IReadOnlyList<IMethodSymbol> methods, CancellationToken cancel)
    {
        if (model.GetSymbolInfo(call, cancel).Symbol is IMethodSymbol meant)
            return meant;
        var arguments = call.ChildNodes().OfType<BaseArgumentListSyntax>().FirstOrDefault()?.Arguments.Where(argument => !argument.IsMissing && argument.Expression.Span.Length > 0).ToList() ?? [];
        return methods
            .OrderBy(method => method.Parameters.Length < arguments.Count && method.Parameters is not [.., { IsParams: true }])
            .ThenByDescending(method => arguments.Where((argument, i) => Takes(model, method, i, argument)).Count())
            .ThenBy(method => method.Parameters.Length)
            .First();
    }

    /// <summary>What a name stands for, or could.</summary>
    public static IEnumerable<ISymbol> Candidates(SymbolInfo info) => info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;

    private static bool Takes(SemanticModel model, IMethodSymbol method, int place, ArgumentSyntax argument)
    {
        var parameter = argument.NameColon is { Name.Identifier.ValueText: var name }
            ? method.Parameters.FirstOrDefault(parameter => parameter.Name == name)
            : method.Parameters.ElementAtOrDefault(place);
        return parameter is not null && model.ClassifyConversion(argument.Expression, parameter.Type) is { Exists: true, IsImplicit: true };
    }

    private static List<IMethodSymbol> Invoked(SemanticModel model, InvocationExpressionSyntax invocation, CancellationToken cancel)
    {
        List<IMethodSymbol> methods = [.. model.GetMemberGroup(invocation.Expression, cancel).OfType<IMethodSymbol>()];
        if (methods.Count == 0 && model.GetTypeInfo(invocation.Expression, cancel).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke })
            methods.Add(invoke);
        return methods;
    }

    private static List<IMethodSymbol> Constructors(SemanticModel model, ITypeSymbol? type, SyntaxNode place) =>
        type is INamedTypeSymbol named
            ? [.. named.InstanceConstructors.Where(constructor => model.IsAccessible(place.SpanStart, constructor))]
            : [];
}
