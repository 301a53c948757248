using System.Net;
using System.Text.RegularExpressions;
using Course.Notebooks.Pages;

namespace Course.Notebooks.Tests.Pages;

public sealed class CSharpHighlighterTests
{
    [Theory]
    [InlineData("var x = 1; // one\r\n/* two */ \"three\" + $\"{x,3:F2} <b>\"")]
    [InlineData("#r \"../build/lib/Course.dll\"\n#!time\nusing static TorchSharp.torch;\nawait Task.Delay(1);")]
    [InlineData("if (a < b && c > d { \"never closed")]
    [InlineData("#if false\nnot compiled\n#endif\nvar s = \"\"\"\n  raw \"text\" & more\n  \"\"\";")]
    [InlineData("")]
    public void Nothing_of_the_source_is_lost(string source) =>
        Assert.Equal(source, WebUtility.HtmlDecode(Regex.Replace(CSharpHighlighter.ToHtml(source), "<[^>]*>", "")));

    [Theory]
    [InlineData("var x = 1;", "keyword", "var")]
    [InlineData("Tensor w = zeros(2);", "type", "Tensor")]
    [InlineData("Tensor w = zeros(2);", "method", "zeros")]
    [InlineData("model.forward<int>(x)", "method", "forward")]
    [InlineData("sealed class Net : Module { }", "type", "Net")]
    [InlineData("sealed class Net : Module { }", "type", "Module")]
    [InlineData("x = 1e-3;", "number", "1e-3")]
    [InlineData("foreach (var a in b) { } // end", "comment", "// end")]
    [InlineData("#!time\n1", "directive", "#!time\n")]
    public void Words_have_the_class_of_what_they_are(string source, string cssClass, string word) =>
        Assert.Contains($"<span class=\"{cssClass}\">{WebUtility.HtmlEncode(word)}</span>", CSharpHighlighter.ToHtml(source));
}
