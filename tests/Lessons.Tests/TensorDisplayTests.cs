using Course.Notebooks;

namespace Lessons.Tests;

public sealed class TensorDisplayTests
{
    [Fact]
    public async Task A_tensor_is_shown_with_its_values_before_anything_of_the_course_is_used()
    {
        await using var session = new CSharpSession(new SessionOptions());
        var shown = new List<CellOutput>();
        await session.RunAsync($"#r \"{AppContext.BaseDirectory}Course.dll\"", _ => { });
        await session.RunAsync("TorchSharp.torch.tensor(0.25f)", shown.Add);
        Assert.Equal("tensor [] Float32 on cpu: 0.25", Assert.IsType<ResultOutput>(Assert.Single(shown)).Data.Text(MimeBundle.PlainText));
    }
}
