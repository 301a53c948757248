using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Course.Notebooks;

/// <summary>A text with something put in or replaced, and where that was.</summary>
/// <param name="Tree">The changed text.</param>
/// <param name="Changes">What was put in, by place in the text before.</param>
internal sealed record RewrittenText(SyntaxTree Tree, IReadOnlyList<TextChange> Changes)
{
    /// <summary>The place in the text before; what was put in stands where it was put.</summary>
    public int OriginalPosition(int position)
    {
        var added = 0;
        foreach (var change in Changes)
        {
            var start = change.Span.Start + added;
            if (position < start)
                break;
            if (position < start + change.NewText!.Length)
                return change.Span.Start;
            added += change.NewText.Length - change.Span.Length;
        }

        return position - added;
    }
}
