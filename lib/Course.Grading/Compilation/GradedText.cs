using Course.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Grading;

/// <summary>The C# of a cell in graded work, where few commands and directives mean something.</summary>
internal static class GradedText
{
    private const string PackagePrefix = "nuget:";

    /// <summary>A cell's C# with all else blank, so that lines stay.</summary>
    /// <exception cref="CellRefusedException">It has a command that is not for graded work.</exception>
    public static string Of(string source)
    {
        IReadOnlyList<CellPart> parts;
        try
        {
            (parts, _) = CellParser.Parse(source);
        }
        catch (CellException failure)
        {
            throw new CellRefusedException(failure.Message);
        }

        var refused = parts.Select(part => part switch
        {
            MagicPart { Line: { AsksForHelp: false, Magic.Name: not ("#!time" or "#!lsmagic" or "#!about" or "#!who" or "#!whos") } line } => line,
            TextPart { Language: Magic.Value or Magic.Meta } text => text.Head,
            _ => null,
        }).FirstOrDefault(line => line is not null);
        if (refused is not null)
            throw new CellRefusedException($"({refused.Number},1): '{refused.Magic.Name}' does not work in graded work: write what it does in C#.");
        return parts is [TextPart { Language: Magic.CSharp } only] ? only.Text : CellParser.CSharpOnly(source);
    }

    /// <summary>Finds the directives that a student's cell may not have.</summary>
    /// <param name="text">The cell's C#.</param>
    /// <param name="known">The files and packages that the lesson names.</param>
    /// <exception cref="CellRefusedException">It has one.</exception>
    public static void CheckDirectives(string text, IReadOnlySet<string> known)
    {
        foreach (var directive in Directives(text))
        {
            var line = directive.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            var name = directive switch
            {
                ReferenceDirectiveTriviaSyntax reference when !known.Contains(reference.File.ValueText) => "#r",
                LoadDirectiveTriviaSyntax => "#load",
                LineDirectiveTriviaSyntax or LineSpanDirectiveTriviaSyntax => "#line",
                _ => null,
            };
            if (name is not null)
                throw new CellRefusedException($"({line},1): graded work uses only the files and packages that the lesson names: remove this line with '{name}'.");
        }
    }

    /// <summary>The files and packages that a cell names.</summary>
    public static IEnumerable<string> References(string text) => Directives(text).OfType<ReferenceDirectiveTriviaSyntax>().Select(reference => reference.File.ValueText);

    /// <summary>The name of the package in a reference such as <c>nuget: TorchSharp, 0.105</c>; null where it is a file's.</summary>
    public static string? PackageOf(string reference) =>
        reference.StartsWith(PackagePrefix, StringComparison.OrdinalIgnoreCase) ? reference[PackagePrefix.Length..].Split(',')[0].Trim() : null;

    private static IEnumerable<DirectiveTriviaSyntax> Directives(string text)
    {
        var root = SubmissionCompiler.Parse(text, "", CancellationToken.None).GetRoot();
        return root.ContainsDirectives ? root.DescendantTrivia().Select(trivia => trivia.GetStructure()).OfType<DirectiveTriviaSyntax>() : [];
    }
}
