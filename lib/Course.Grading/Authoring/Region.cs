namespace Course.Grading;

/// <summary>A marked region of a cell.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Begin">The line of its first mark, from 1.</param>
/// <param name="End">The line of its last mark.</param>
/// <param name="Indent">The blanks before its first mark.</param>
public sealed record Region(RegionKind Kind, int Begin, int End, string Indent)
{
    /// <summary>Whether a line, from 1, is in the region or one of its marks.</summary>
    public bool Contains(int line) => Begin <= line && line <= End;
}
