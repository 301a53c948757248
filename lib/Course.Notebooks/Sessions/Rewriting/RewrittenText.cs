using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Course.Notebooks;

/// <summary>A text that is changed before it is compiled. The lines stay, so that line numbers stay true.</summary>
/// <param name="Tree">The changed text.</param>
internal sealed record RewrittenText(SyntaxTree Tree)
{
    private IReadOnlyList<TextChange> Changes { get; init; } = [];

    private RewrittenText? Before { get; init; }

    /// <summary>The text with further changes.</summary>
    /// <param name="changes">What is put in or replaced, in the order of the places.</param>
    public RewrittenText With(IReadOnlyList<TextChange> changes) =>
        changes.Count == 0 ? this : new(Tree.WithChangedText(Tree.GetText().WithChanges(changes))) { Changes = changes, Before = this };

    /// <summary>The place in the text as it was written; what was put in stands where it was put.</summary>
    public int OriginalPosition(int position) => Trace(position).Place;

    /// <summary>Whether a place lies in what was put in.</summary>
    public bool IsPutIn(int position) => Trace(position).IsPutIn;

    /// <summary>Where a place of the text as it was written is now; behind what was put in there.</summary>
    public int CurrentPosition(int original)
    {
        var before = Before?.CurrentPosition(original) ?? original;
        return before + Changes.Where(change => change.Span.End <= before).Sum(change => change.NewText!.Length - change.Span.Length);
    }

    private (int Place, bool IsPutIn) Trace(int position)
    {
        if (Before is null)
            return (position, false);
        var added = 0;
        foreach (var change in Changes)
        {
            var start = change.Span.Start + added;
            if (position < start)
                break;
            if (position < start + change.NewText!.Length)
                return (Before.OriginalPosition(change.Span.Start), true);
            added += change.NewText.Length - change.Span.Length;
        }

        return Before.Trace(position - added);
    }
}
