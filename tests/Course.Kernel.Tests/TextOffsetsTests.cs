namespace Course.Kernel.Tests;

public sealed class TextOffsetsTests
{
    [Theory]
    [InlineData("abc", 2, 2)]
    [InlineData("😀b", 1, 2)]
    [InlineData("a😀b😀", 4, 6)]
    [InlineData("é", 1, 1)]
    [InlineData("", 0, 0)]
    public void Code_points_and_UTF16_units_are_converted_both_ways(string text, int codePoints, int utf16)
    {
        Assert.Equal(utf16, TextOffsets.ToUtf16(text, codePoints));
        Assert.Equal(codePoints, TextOffsets.ToCodePoints(text, utf16));
    }

    [Theory]
    [InlineData("😀", int.MaxValue, 2)]
    [InlineData("😀", -1, 0)]
    [InlineData("\ud83d", 1, 1)]
    public void An_offset_outside_of_the_text_becomes_its_nearest_end(string text, int codePoints, int utf16) =>
        Assert.Equal(utf16, TextOffsets.ToUtf16(text, codePoints));
}
