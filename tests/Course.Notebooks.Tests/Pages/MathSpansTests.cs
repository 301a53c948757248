using System.Net;
using System.Text.RegularExpressions;
using Course.Notebooks.Pages;

namespace Course.Notebooks.Tests.Pages;

public sealed class MathSpansTests
{
    [Theory]
    [InlineData("a $x_1 * y_1$ and $x_2 * y_2$", "x_1 * y_1|x_2 * y_2")]
    [InlineData("| a |\n|---|\n| $|x| < 1$ |", "|x| < 1")]
    [InlineData("$$\na\n- b\n= c\n$$", "a\n- b\n= c")]
    [InlineData("- item $$\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}$$", "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}")]
    [InlineData("\\begin{align*}\na &= b \\\\\n&= c\n\\end{align*}", "\\begin{align*}\na &= b \\\\\n&= c\n\\end{align*}")]
    [InlineData("in \\\\(a^2\\\\) and \\\\[b_{[1]}\\\\]", "a^2|b_{[1]}")]
    [InlineData("> quoted $$\n> x\n> + y\n> $$", "x\n+ y")]
    [InlineData("## Heading $\\eta$", "\\eta")]
    [InlineData("**bold $\\mathbf{w}^*$** and $\\$5$", "\\mathbf{w}^*|\\$5")]
    [InlineData("over a line $a\n+ b$ end", "a\n+ b")]
    [InlineData("it costs $5 and $6", "")]
    [InlineData("escaped \\$x\\$ and a lone $ sign", "")]
    [InlineData("`$HOME` and ``a ` $b$``", "")]
    [InlineData("```bash\necho $PATH $x$\n```", "")]
    [InlineData("    indented $x$ code", "")]
    [InlineData("<script>const a = `${b} ${c}`, d = '$x$';</script>", "")]
    [InlineData("two paragraphs $a\n\nb$ apart", "")]
    public void Formulas_reach_the_page_unchanged_and_nothing_else_becomes_one(string markdown, string formulas)
    {
        var html = new MarkdownRenderer(null).ToHtml(markdown);

        var found = Regex.Matches(html, "<span class=\"math(?: display)?\">(.*?)</span>", RegexOptions.Singleline).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value));
        Assert.Equal(formulas, string.Join('|', found));
        Assert.DoesNotContain(html, character => character is '\uE000' or '\uE001');
    }

    [Theory]
    [InlineData("`$HOME` costs", "<code>$HOME</code>")]
    [InlineData("    x $a$ y", "x $a$ y")]
    [InlineData("[link](https://example.org/$a$/ \"title $b$\")", "title=\"title $b$\"")]
    [InlineData("A price of \\$5", "A price of $5")]
    public void Dollar_signs_outside_formulas_stay(string markdown, string html) =>
        Assert.Contains(html, new MarkdownRenderer(null).ToHtml(markdown));

    [Theory]
    [InlineData("so ($x$), then", "so <span class=\"together\">(<span class=\"math\">x</span>),</span> then")]
    [InlineData("of $x$ and", "of <span class=\"math\">x</span> and")]
    public void A_formula_and_the_stops_that_touch_it_stay_on_one_line(string markdown, string html) =>
        Assert.Contains(html, new MarkdownRenderer(null).ToHtml(markdown));

    [Fact]
    public void What_a_formula_contains_is_escaped() =>
        Assert.Contains("<span class=\"math\">a &lt; b &amp; &lt;script&gt;</span>", new MarkdownRenderer(null).ToHtml("$a < b & <script>$"));
}
