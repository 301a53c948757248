using Course.Notebooks.Pages;

namespace Course.Notebooks.Tests.Pages;

public sealed class AnsiTextTests
{
    [Theory]
    [InlineData("a < b", "a &lt; b")]
    [InlineData("\u001b[31mred\u001b[0m plain", "<span class=\"ansi-1\">red</span> plain")]
    [InlineData("\u001b[1;92mboth\u001b[22mthin", "<span class=\"ansi-2 ansi-bold\">both</span><span class=\"ansi-2\">thin</span>")]
    [InlineData("\u001b[38;5;208mpalette \u001b[38;2;1;31;3mtrue", "palette true")]
    [InlineData("\u001b[2K\u001b[1Aup \u001b]8;;http://x\u0007link", "up link")]
    public void Colours_become_classes_and_other_sequences_vanish(string text, string html) =>
        Assert.Equal(html, AnsiText.ToHtml(text));
}
