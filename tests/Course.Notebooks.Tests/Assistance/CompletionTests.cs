using Course.Notebooks.Tests.Sessions;

namespace Course.Notebooks.Tests.Assistance;

public class CompletionTests
{
    [Theory]
    [InlineData("\"text\".Le|", "Length", "property")]
    [InlineData("Console.Wri|", "WriteLine", "method")]
    [InlineData("Cons|", "Console", "class")]
    [InlineData("using System.Colle|", "Collections", "namespace")]
    [InlineData("int F(int count) { return cou| }", "count", "parameter")]
    [InlineData("foreach (var item in kep|)", "kept", "variable")]
    [InlineData("kept.|\nvar next = 1;", "Count", "property")]
    [InlineData("kept.Where(x => x.ToUpp|", "ToUpperInvariant", "method")]
    [InlineData("kept.sele|", "Select", "method")]
    [InlineData("kept?.Fin|", "FindAll", "method")]
    [InlineData("whi|", "while", "keyword")]
    [InlineData("Console.WL|", "WriteLine", "method")]
    [InlineData("new Da|", "DateTime", "struct")]
    [InlineData("DayOfWeek.|", "Monday", "field")]
    public async Task A_name_is_completed(string marked, string text, string kind)
    {
        await using var session = new TestSession();
        await session.RunAsync("var kept = new List<string>();");

        Assert.Contains(new CompletionItem(text, kind), (await session.CompleteAsync(marked)).Items);
    }

    [Theory]
    [InlineData("// Cons|")]
    [InlineData("\"Cons|\"")]
    [InlineData("var n|")]
    [InlineData("1|")]
    public async Task Where_no_name_stands_nothing_is_offered(string marked)
    {
        await using var session = new TestSession();

        Assert.Empty((await session.CompleteAsync(marked)).Items);
    }

    [Fact]
    public async Task The_whole_word_is_replaced()
    {
        await using var session = new TestSession();

        var completion = await session.CompleteAsync("Console.Wri|te(1)");

        Assert.Equal((8, 13), (completion.Start, completion.End));
    }
}
