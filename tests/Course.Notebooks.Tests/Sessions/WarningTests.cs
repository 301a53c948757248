namespace Course.Notebooks.Tests.Sessions;

public class WarningTests
{
    [Theory]
    [InlineData("[Obsolete(\"Take New.\")] void Old() { }\nOld();", "(2,1): warning CS0618: 'Old()' is obsolete: 'Take New.'\nOld();\n^")]
    [InlineData("int F()\n{\n    while (true) { break; }\n    return 1;\n    Console.Write(2);\n}", "(5,5): warning CS0162: Unreachable code detected\n    Console.Write(2);\n    ^")]
    [InlineData("Task.Delay(1);\n1", "(1,1): warning CS4014: ", "await")]
    [InlineData("#nullable enable\nstring text = null;", "(2,15): warning CS8625: ", "null")]
    [InlineData("#warning look here", "(1,10): warning CS1030: #warning: 'look here'")]
    public async Task A_likely_mistake_is_told_as_text_on_the_display(string source, string start, string contains = "")
    {
        await using var session = new TestSession();
        await session.RunAsync(source);

        var texts = session.Outputs.OfType<DisplayOutput>().Select(output => output.Data.Text(MimeBundle.PlainText)!).ToList();

        Assert.Empty(session.Text(StreamOutput.StandardError));
        Assert.Contains(texts, text => text.StartsWith(start, StringComparison.Ordinal) && text.Contains(contains, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_merely_untidy_is_not_told()
    {
        await using var session = new TestSession();
        await session.RunAsync("string? text = null; int unused; int F() { int x = 1; var y = 2; return 3; }\nasync Task G() { }\n#pragma warning disable CS0612\n[Obsolete] int Old() => 1; var z = Old();");

        Assert.Empty(session.Outputs.OfType<DisplayOutput>().Select(output => output.Data.Text(MimeBundle.PlainText)));
    }
}
