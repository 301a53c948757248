namespace Course.Kernel;

/// <summary>Jupyter counts a text's characters in Unicode code points, C# in UTF-16 units.</summary>
internal static class TextOffsets
{
    /// <summary>The UTF-16 offset of a code point; beyond the text's end it is the end.</summary>
    public static int ToUtf16(string text, int codePoints)
    {
        var offset = 0;
        for (var i = 0; i < codePoints && offset < text.Length; i++)
            offset += Width(text, offset);
        return offset;
    }

    /// <summary>How many code points lie before a UTF-16 offset.</summary>
    public static int ToCodePoints(string text, int utf16)
    {
        var count = 0;
        for (var offset = 0; offset < utf16 && offset < text.Length; offset += Width(text, offset))
            count++;
        return count;
    }

    private static int Width(string text, int offset) => char.IsSurrogatePair(text, offset) ? 2 : 1;
}
