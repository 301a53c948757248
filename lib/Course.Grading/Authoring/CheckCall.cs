using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Grading;

/// <summary>A call of one of <c>Check</c>'s functions in the text of a cell.</summary>
/// <param name="Name">The function.</param>
/// <param name="Line">The line of its opening bracket, from 1: the one that the call tells at run time.</param>
/// <param name="LastLine">The line of its closing bracket.</param>
/// <param name="Arguments">What it is given.</param>
internal sealed record CheckCall(string Name, int Line, int LastLine, IReadOnlyList<ArgumentSyntax> Arguments)
{
    /// <summary>The calls in a cell's text, in its order.</summary>
    public static IEnumerable<CheckCall> In(string source) =>
        from call in CellSyntax.Of(source).DescendantNodes().OfType<InvocationExpressionSyntax>()
        where call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Check" } }
        let name = ((MemberAccessExpressionSyntax)call.Expression).Name.Identifier.ValueText
        orderby call.SpanStart
        select new CheckCall(name, LineOf(call.ArgumentList.OpenParenToken), LineOf(call.ArgumentList.CloseParenToken), call.ArgumentList.Arguments);

    /// <summary>Whether it is a part of an exercise, with points of its own.</summary>
    public bool IsPart => Name == "Part";

    /// <summary>A part's points; null where they are no plain number in the text.</summary>
    public double? Points => IsPart && Argument(0, "points") is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression, Token.Value: IConvertible number }
        ? number.ToDouble(CultureInfo.InvariantCulture) : null;

    /// <summary>The argument at a place or of a name; null where it is not given.</summary>
    public ExpressionSyntax? Argument(int place, string name) =>
        (Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == name)
            ?? Arguments.Take(place + 1).TakeWhile(argument => argument.NameColon is null).ElementAtOrDefault(place))?.Expression;

    private static int LineOf(SyntaxToken token) => token.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
