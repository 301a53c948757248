using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Course.Notebooks;

/// <summary>A text with something put in, and where that was.</summary>
/// <param name="Tree">The changed text.</param>
/// <param name="Insertions">What was put in, by place in the text before.</param>
internal sealed record RewrittenText(SyntaxTree Tree, IReadOnlyList<TextChange> Insertions)
{
    /// <summary>The place in the text before; what was put in stands where it was put.</summary>
    public int OriginalPosition(int position)
    {
        var added = 0;
        foreach (var insertion in Insertions)
        {
            var start = insertion.Span.Start + added;
            if (position < start)
                break;
            if (position < start + insertion.NewText!.Length)
                return insertion.Span.Start;
            added += insertion.NewText.Length;
        }

        return position - added;
    }
}
