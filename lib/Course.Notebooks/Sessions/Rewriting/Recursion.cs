using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Notebooks;

/// <summary>
/// Tells which of a cell's functions may, as far as their text says, call themselves, be it by way of others: rather
/// one too many, which costs it a few nanoseconds a call, than one too few, which may cost the process.
/// </summary>
/// <param name="root">The cell.</param>
internal sealed class Recursion(SyntaxNode root)
{
    private readonly HashSet<string> _functions = [.. root.DescendantNodes().Select(node => node switch
    {
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        MethodDeclarationSyntax function => function.Identifier.ValueText,
        PropertyDeclarationSyntax property when HasCode(property) => property.Identifier.ValueText,
        _ => null,
    }).OfType<string>()];

    private readonly HashSet<string> _types = [.. root.DescendantNodes().OfType<TypeDeclarationSyntax>().Select(type => type.Identifier.ValueText)];

    /// <summary>Whether a function may come to be called while it runs.</summary>
    /// <param name="function">The function, operator, constructor, property or accessor.</param>
    /// <param name="body">Its body.</param>
    public bool MayRecur(SyntaxNode function, SyntaxNode body) =>
        // These are called without being named.
        function is OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax
        || (function is AccessorDeclarationSyntax ? function.Parent?.Parent : function) is MemberDeclarationSyntax { Modifiers: var modifiers } && modifiers.Any(SyntaxKind.OverrideKeyword)
        || (function is ConstructorDeclarationSyntax && Creates(body))
        || Names(body)
        || body.DescendantNodesAndSelf().Any(node => IsCallOfDelegate(node) || HandsItselfOn(node));

    /// <summary>Whether the first value of a field or property may come to make another object of its kind.</summary>
    public bool MayRecur(ExpressionSyntax initializer) => Creates(initializer) || Names(initializer);

    private static bool HasCode(PropertyDeclarationSyntax property) =>
        property.ExpressionBody is not null || property.AccessorList?.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) is true;

    private static bool IsCallOfDelegate(SyntaxNode node) => node is InvocationExpressionSyntax call && call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText == nameof(Action.Invoke),
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText == nameof(Action.Invoke),
        IdentifierNameSyntax { Identifier.ValueText: "nameof" } => false,
        _ => true,
    };

    /// <summary>Whether something is done with the whole object, which may call any of its functions.</summary>
    private static bool HandsItselfOn(SyntaxNode node) => node is ThisExpressionSyntax && node.Parent is not MemberAccessExpressionSyntax;

    private bool Names(SyntaxNode body) =>
        _functions.Count > 0 && body.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && _functions.Contains(token.ValueText));

    private bool Creates(SyntaxNode body) => body.DescendantNodesAndSelf().Any(node =>
        node is ImplicitObjectCreationExpressionSyntax
        || (node is ObjectCreationExpressionSyntax creation && creation.Type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name => _types.Contains(name.Identifier.ValueText))));
}
