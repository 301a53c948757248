using System.Globalization;
using Course.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Grading;

/// <summary>A line of a cell with calls of <c>Check</c>.</summary>
/// <param name="Line">The line, from 1: that of the call's opening parenthesis, as the compiler tells it to the call.</param>
/// <param name="IsHidden">Whether it stands among the hidden tests.</param>
/// <param name="IsPart">Whether it is a <c>Check.Part</c>.</param>
/// <param name="Points">Of a part its points, where they are a number in the text.</param>
/// <param name="About">What is checked, as far as the text says it.</param>
internal sealed record CheckSite(int Line, bool IsHidden, bool IsPart, double? Points, string About);

/// <summary>Finds the checks in the text of a cell.</summary>
internal static class CheckSites
{
    /// <summary>The lines of a cell with checks, in their order.</summary>
    /// <param name="source">The cell's text.</param>
    public static IReadOnlyList<CheckSite> Of(string source)
    {
        var root = SubmissionCompiler.Parse(CellParser.CSharpOnly(source), "", CancellationToken.None).GetRoot();
        return [.. root.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Check" } })
            .Select(call => Site(call, source))
            .GroupBy(site => site.Line)
            .Select(line => line.OrderByDescending(site => site.IsPart).First())
            .OrderBy(site => site.Line)];
    }

    /// <summary>Whether a cell has hidden tests.</summary>
    public static bool HasHidden(string source) => Hidden(source).Any();

    /// <summary>Whether a line of a cell, from 1, stands among its hidden tests.</summary>
    public static bool IsHidden(string source, int line) => Hidden(source).Any(region => region.Begin <= line && line <= region.End);

    private static IEnumerable<(int Begin, int End)> Hidden(string source)
    {
        var lines = source.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].Contains("BEGIN HIDDEN TESTS", StringComparison.Ordinal))
                continue;
            var end = Array.FindIndex(lines, i, line => line.Contains("END HIDDEN TESTS", StringComparison.Ordinal));
            yield return (i + 1, end < 0 ? lines.Length : end + 1);
        }
    }

    private static CheckSite Site(InvocationExpressionSyntax call, string source)
    {
        var line = call.ArgumentList.OpenParenToken.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        var isPart = ((MemberAccessExpressionSyntax)call.Expression).Name.Identifier.ValueText == "Part";
        var points = isPart && call.ArgumentList.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.Value: IConvertible number } and not { Token.Value: string }
            ? number.ToDouble(CultureInfo.InvariantCulture)
            : (double?)null;
        return new(line, IsHidden(source, line), isPart, points, About(call));
    }

    /// <summary>The first text among the arguments that is no hint; a text with values in it as it is written.</summary>
    private static string About(InvocationExpressionSyntax call) => call.ArgumentList.Arguments
        .Where(argument => argument.NameColon?.Name.Identifier.ValueText != "hint")
        .Select(argument => argument.Expression switch
        {
            LiteralExpressionSyntax { Token.Value: string text } => text,
            InterpolatedStringExpressionSyntax text => text.Contents.ToString(),
            _ => null,
        })
        .FirstOrDefault(text => text is not null) ?? "a check";
}
