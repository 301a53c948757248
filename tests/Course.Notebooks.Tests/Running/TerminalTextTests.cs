using Course.Notebooks.Running;

namespace Course.Notebooks.Tests.Running;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain\ntext\n", "plain\ntext\n")]
    [InlineData("windows\r\nlines\r\n", "windows\nlines\n")]
    [InlineData("10 %\r100 %\n", "100 %\n")]
    [InlineData("a long line\rshort", "shortg line")]
    [InlineData("12\b3", "13")]
    [InlineData("\b\bx", "x")]
    public void A_carriage_return_writes_over_the_line_as_a_terminal_does(string text, string seen) =>
        Assert.Equal(seen, TerminalText.Settle(text));
}
