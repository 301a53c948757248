using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Course.Notebooks;

/// <summary>Divides a cell at the lines that start with <c>#!</c>.</summary>
/// <param name="text">The cell's text.</param>
internal sealed partial class CellParser(string text)
{
    private readonly List<CellPart> _parts = [];
    private string _language = Magic.CSharp;
    private MagicLine? _head;
    private int _start;
    private int _line;
    private SyntaxNode? _code;

    /// <summary>Reads a cell's text.</summary>
    /// <returns>The parts in their order, and whether the time that they take is to be shown.</returns>
    /// <exception cref="CellException">A line asks for something that this session does not have.</exception>
    public static (IReadOnlyList<CellPart> Parts, bool IsTimed) Parse(string text)
    {
        if (!text.Contains("#!", StringComparison.Ordinal))
            return ([new TextPart(Magic.CSharp, text, null)], false);

        var parser = new CellParser(text);
        var isTimed = parser.Divide();
        return (parser._parts, isTimed);
    }

    /// <summary>The text with its magics and what is not C# blank, so that places stay.</summary>
    public static string CSharpOnly(string text)
    {
        if (!text.Contains("#!", StringComparison.Ordinal))
            return text;

        var code = text.ToCharArray();
        var isCode = true;
        foreach (var line in MagicLines().Matches(text).Select(match => (Match: match, Magic: Magic.Find(match.Groups["name"].Value))))
        {
            if (isCode)
                code.AsSpan(line.Match.Index, line.Match.Length).Fill(' ');
            isCode = (line.Magic?.Language ?? (isCode ? Magic.CSharp : "")) == Magic.CSharp;
            if (!isCode)
                Blank(code.AsSpan(line.Match.Index));
            else
                text.AsSpan(line.Match.Index + line.Match.Length).CopyTo(code.AsSpan(line.Match.Index + line.Match.Length));
        }

        return new string(code);
    }

    private static void Blank(Span<char> code)
    {
        foreach (ref var c in code)
            c = c is '\n' or '\r' ? c : ' ';
    }

    private bool Divide()
    {
        var isTimed = false;
        foreach (Match match in MagicLines().Matches(text))
        {
            var name = match.Groups["name"].Value;
            var magic = Magic.Find(name);
            // In another language only what the session knows ends it: `#!/bin/sh` may be a line of its text.
            if (_language == Magic.CSharp ? IsText(match.Groups["name"].Index) : magic is null)
                continue;

            var number = text.AsSpan(0, match.Index).Count('\n') + 1;
            if (magic is null)
                throw new CellException("UnknownMagic", $"({number},1): {ForeignMagic.Describe(name)}");
            var line = MagicLine.Parse(magic, number, match.Groups["arguments"].Value);
            RefuseForeign(line);
            if (!line.AsksForHelp && line.UnknownOption is { } option)
                throw line.Error($"'{name}' has no option {option}: {magic.Usage}");
            End(match.Index);
            Start(line, Math.Min(text.Length, match.Index + match.Length + 1));
            isTimed |= magic.Name == "#!time" && _parts is not [.., MagicPart { Line.AsksForHelp: true }];
        }

        End(text.Length);
        return isTimed;
    }

    /// <summary>A value can come only from C# and go only there.</summary>
    private void RefuseForeign(MagicLine line)
    {
        if (_language == Magic.JavaScript && line.Magic.Name is "#!set" or "#!share")
            throw line.Error($"'{line.Magic.Name}' cannot give JavaScript a value here: write it into the script with C#, Javascript($\"…\").");
        if (line.Magic.Name == "#!share" && line.Option("--from") is { } from and not ("value" or Magic.CSharp))
            throw line.Error($"'#!share': this session runs C# alone, there is no variable of {from} to share.");
    }

    /// <summary>Ends the part that is open.</summary>
    private void End(int end)
    {
        var part = end > _start ? text[_start..end] : "";
        if (_language == Magic.CSharp && !string.IsNullOrWhiteSpace(part))
            _parts.Add(new TextPart(_language, new string('\n', _line) + part, _head));
        else if (_language != Magic.CSharp)
            _parts.Add(new TextPart(_language, part.Trim('\r', '\n'), _head));
        _head = null;
    }

    private void Start(MagicLine line, int start)
    {
        (_start, _line, _code) = (start, line.Number, null);
        if (line.Magic.Language is null || line.AsksForHelp)
            _parts.Add(new MagicPart(line));
        else
            (_language, _head) = (line.Magic.Language, line);
        // After a command the rest is C#, whatever stood before.
        if (line.Magic.Language is null)
            _language = Magic.CSharp;
    }

    /// <summary>Whether a position of C# lies inside a string or a comment.</summary>
    private bool IsText(int position)
    {
        _code ??= SubmissionCompiler.Parse(text[_start..], "", CancellationToken.None).GetRoot();
        position -= _start;
        var token = _code.FindToken(position);
        if (token.Span.Contains(position))
            return token.SpanStart < position;
        var trivia = _code.FindTrivia(position);
        return trivia.SpanStart < position && trivia.Kind() is SyntaxKind.MultiLineCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;
    }

    [GeneratedRegex(@"^[ \t]*(?<name>#![\w#-]+)(?<arguments>[^\r\n]*)\r?", RegexOptions.Multiline)]
    private static partial Regex MagicLines();
}
