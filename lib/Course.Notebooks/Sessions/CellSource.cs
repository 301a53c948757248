using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Course.Notebooks;

/// <summary>A cell's text without the lines that speak to the session (<c>#!time</c>).</summary>
/// <param name="Code">The C#; those lines are blank, so that line numbers stay.</param>
/// <param name="IsTimed">Whether the wall time is to be shown.</param>
internal sealed partial record CellSource(string Code, bool IsTimed)
{
    /// <summary>Reads a cell's text.</summary>
    /// <exception cref="CellException">A line asks for something that this session does not have.</exception>
    public static CellSource Parse(string text)
    {
        if (!text.Contains("#!", StringComparison.Ordinal))
            return new CellSource(text, false);

        var tree = SubmissionCompiler.Parse(text, "", CancellationToken.None);
        var code = text.ToCharArray();
        var timed = false;
        foreach (Match match in MagicLine().Matches(text))
        {
            var magic = match.Groups["name"];
            if (IsInToken(tree, magic.Index))
                continue;

            switch (magic.Value)
            {
                case "#!time":
                    timed = true;
                    break;
                case "#!csharp" or "#!c#" or "#!C#":
                    break;
                default:
                    var line = tree.GetText().Lines.GetLineFromPosition(magic.Index);
                    throw new CellException(
                        "UnknownMagic",
                        $"({line.LineNumber + 1},1): '{match.Value.Trim()}' is a command or a language of .NET Interactive that this session does not have. "
                        + "It runs C#, and knows #!csharp and #!time. Remove the line, or put what follows it into C#.");
            }

            code.AsSpan(match.Index, match.Length).Fill(' ');
        }

        return new CellSource(new string(code), timed);
    }

    /// <summary>Whether a position lies inside a string or another token, where it is no command.</summary>
    private static bool IsInToken(SyntaxTree tree, int position)
    {
        var token = tree.GetRoot().FindToken(position);
        return token.Span.IntersectsWith(new TextSpan(position, 1)) && token.SpanStart < position;
    }

    [GeneratedRegex(@"^[ \t]*(?<name>#![\w#-]+)[^\r\n]*", RegexOptions.Multiline)]
    private static partial Regex MagicLine();
}
