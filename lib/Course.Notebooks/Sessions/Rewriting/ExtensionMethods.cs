using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Course.Notebooks;

/// <summary>
/// Makes the extension methods of a cell's static classes work. A cell's classes lie within the cell's own, where C# has no
/// extension methods; methods outside of a class may be such. So each gets one beside its class that calls it.
/// </summary>
internal static class ExtensionMethods
{
    /// <summary>Adds those methods, each class's behind its closing brace.</summary>
    public static RewrittenText Lift(RewrittenText cell)
    {
        var changes = new List<TextChange>();
        foreach (var type in cell.Tree.GetCompilationUnitRoot().Members.OfType<ClassDeclarationSyntax>().Where(type => type.Modifiers.Any(SyntaxKind.StaticKeyword)))
        {
            var methods = type.Members.OfType<MethodDeclarationSyntax>().Where(method => This(method).RawKind != 0).ToList();
            foreach (var method in methods)
            {
                if (Private(method) is { } change)
                    changes.Add(change);
                changes.Add(new TextChange(This(method).Span, new string(' ', This(method).Span.Length)));
            }

            if (methods.Count > 0)
                changes.Add(new TextChange(new TextSpan(type.Span.End, 0), string.Concat(methods.Select(method => Caller(method, type.Identifier.Text)))));
        }

        return cell.With(changes);
    }

    /// <summary>What makes a private method one that can be called from beside its class; null where it is not private.</summary>
    private static TextChange? Private(MethodDeclarationSyntax method)
    {
        if (method.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword))
            return null;
        var first = method.Modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.PrivateKeyword));
        return first.RawKind != 0 ? new TextChange(first.Span, "internal") : new TextChange(new TextSpan(method.ReturnType.SpanStart, 0), "internal ");
    }

    private static SyntaxToken This(MethodDeclarationSyntax method) =>
        method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.ThisKeyword)) ?? default;

    private static string Caller(MethodDeclarationSyntax method, string type)
    {
        var (isUnsafe, isRef) = (method.Modifiers.Any(SyntaxKind.UnsafeKeyword) ? "unsafe " : "", method.ReturnType is RefTypeSyntax ? "ref " : "");
        var typeArguments = method.TypeParameterList is { Parameters: var parameters } ? $"<{string.Join(", ", parameters.Select(parameter => parameter.Identifier.Text))}>" : "";
        var constraints = string.Join(' ', method.ConstraintClauses.Select(OnOneLine));
        return $" {Documentation(method)}[global::System.Diagnostics.StackTraceHidden] {isUnsafe}static {OnOneLine(method.ReturnType)} {method.Identifier.Text}{OnOneLine(method.TypeParameterList)}{OnOneLine(method.ParameterList)} {constraints} "
            + $"=> {isRef}{type}.{method.Identifier.Text}{typeArguments}({string.Join(", ", method.ParameterList.Parameters.Select(Argument))});";
    }

    /// <summary>The method's documentation comment, in the form that may stand within a line.</summary>
    private static string Documentation(MethodDeclarationSyntax method)
    {
        var comment = method.GetLeadingTrivia().Select(trivia => trivia.GetStructure()).OfType<DocumentationCommentTriviaSyntax>().LastOrDefault();
        var words = comment?.DescendantTokens().SelectMany(token => token.LeadingTrivia
            .Where(trivia => !trivia.IsKind(SyntaxKind.DocumentationCommentExteriorTrivia))
            .Select(trivia => trivia.ToString())
            .Append(token.Text + token.TrailingTrivia));
        return words is null ? "" : $"/** {string.Concat(words).ReplaceLineEndings(" ")} */ ";
    }

    private static string Argument(ParameterSyntax parameter)
    {
        var passed = parameter.Modifiers.FirstOrDefault(modifier => modifier.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword or SyntaxKind.InKeyword);
        // What comes `ref readonly` goes on as `in`.
        var how = parameter.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) ? "in " : passed.RawKind == 0 ? "" : passed.Text + " ";
        return how + parameter.Identifier.Text;
    }

    private static string OnOneLine(SyntaxNode? node) => node is null ? "" : string.Join(' ', node.DescendantTokens().Select(token => token.Text));
}
