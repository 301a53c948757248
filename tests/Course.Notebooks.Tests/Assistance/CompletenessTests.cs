namespace Course.Notebooks.Tests.Assistance;

public class CompletenessTests
{
    [Theory]
    [InlineData("1 + 1")]
    [InlineData("var x = 1;")]
    [InlineData("if (true) { }")]
    [InlineData("#!time\nvar x = 1;")]
    [InlineData("")]
    public void A_text_that_can_run_is_complete(string source) =>
        Assert.Equal(new Completeness(CompletenessStatus.Complete, ""), CSharpSession.IsComplete(source));

    [Theory]
    [InlineData("if (true)\n{", "    ")]
    [InlineData("if (true)\n{\n    while (false)\n    {\n        F();", "        ")]
    [InlineData("Console.WriteLine(", "    ")]
    [InlineData("class Point\n{\n    int X() {\n    }", "    ")]
    public void A_text_in_which_something_is_open_is_incomplete_and_says_how_to_go_on(string source, string indent) =>
        Assert.Equal(new Completeness(CompletenessStatus.Incomplete, indent), CSharpSession.IsComplete(source));

    [Theory]
    [InlineData("var = ;")]
    [InlineData("int x = 1; }")]
    public void A_text_that_nothing_can_mend_is_invalid(string source) =>
        Assert.Equal(new Completeness(CompletenessStatus.Invalid, ""), CSharpSession.IsComplete(source));
}
