using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Notebooks;

/// <summary>Knows the assemblies that stand in for a package and have only part of it: an attribute of theirs says so.</summary>
internal static class StandIns
{
    private const string Key = "StandInFor";

    /// <summary>Says of an error about a member that the assembly without it is a stand-in; null where it is none.</summary>
    public static string? Hint(Diagnostic error, Compilation compilation)
    {
        if (error.Location.SourceTree is not { } tree)
            return null;
        var model = compilation.GetSemanticModel(tree);
        var package = Asked(tree.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true))
            .SelectMany(asked => Assemblies(model, asked))
            .Select(PackageOf)
            .FirstOrDefault(name => name is not null);
        return package is null ? null : $"here {package} is the course's stand-in, which has only part of it";
    }

    /// <summary>What is asked for something that it does not have.</summary>
    private static SyntaxNode[] Asked(SyntaxNode place) =>
        place.AncestorsAndSelf().Select<SyntaxNode, SyntaxNode[]>(node => node switch
        {
            MemberAccessExpressionSyntax access => [access.Expression],
            QualifiedNameSyntax name => [name.Left],
            BinaryExpressionSyntax operation => [operation.Left, operation.Right],
            MemberBindingExpressionSyntax binding => [binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()!.Expression],
            InvocationExpressionSyntax call => [call.Expression],
            _ => [],
        }).FirstOrDefault(nodes => nodes.Length > 0) ?? [];

    private static IEnumerable<IAssemblySymbol> Assemblies(SemanticModel model, SyntaxNode asked)
    {
        var info = model.GetSymbolInfo(asked);
        return model.GetTypeInfo(asked).Type is { ContainingAssembly: { } ofType } ? [ofType]
            : info.Symbol is INamespaceSymbol space ? space.ConstituentNamespaces.Select(part => part.ContainingAssembly).OfType<IAssemblySymbol>()
            : info.CandidateSymbols.Prepend(info.Symbol).Select(symbol => symbol?.ContainingAssembly).OfType<IAssemblySymbol>();
    }

    private static string? PackageOf(IAssemblySymbol assembly) => assembly.GetAttributes()
        .Where(attribute => attribute.AttributeClass?.Name == "AssemblyMetadataAttribute" && attribute.ConstructorArguments is [{ Value: Key }, _])
        .Select(attribute => attribute.ConstructorArguments[1].Value as string)
        .FirstOrDefault();
}
