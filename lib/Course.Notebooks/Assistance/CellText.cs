namespace Course.Notebooks;

/// <summary>Finds places in a cell's text.</summary>
internal static class CellText
{
    /// <summary>The word at a place: where it starts and ends.</summary>
    public static (int Start, int End) Word(string source, int position)
    {
        var (start, end) = (position, position);
        while (start > 0 && IsPart(source[start - 1]))
            start--;
        while (end < source.Length && IsPart(source[end]))
            end++;
        return (start, end);
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c == '_';
}
