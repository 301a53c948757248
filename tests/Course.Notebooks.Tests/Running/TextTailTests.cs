using System.Text;
using Course.Notebooks.Running;

namespace Course.Notebooks.Tests.Running;

public sealed class TextTailTests
{
    [Fact]
    public async Task Of_an_announced_end_the_cells_own_part_is_kept()
    {
        var words = await LastWordsAsync(
            "noise\nProcess terminated.\nout of luck\n   at Submission#2.<Initialize>()\n"
            + "   at System.Runtime.CompilerServices.AsyncMethodBuilderCore.Start()\n   at Submission#2.<Factory>()\n"
            + "   at Course.Notebooks.SessionThread.Loop()\n   at System.Threading.Thread.StartCallback()\n");

        Assert.Equal("Process terminated.\nout of luck\n   at Submission#2.<Initialize>()\n   at Submission#2.<Factory>()", words);
    }

    [Fact]
    public async Task Of_an_end_without_a_word_the_last_lines_are_kept() =>
        Assert.Equal("4\n5", await LastWordsAsync("1\n2\n3\n4\n5\n", lines: 2));

    private static async Task<string> LastWordsAsync(string text, int lines = 15)
    {
        var tail = new TextTail();
        using var reader = new StreamReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        await tail.ReadAsync(reader);
        return tail.LastWords(lines);
    }
}
