using Course.Cli.Setup;
using Course.Notebooks;

namespace Course.Cli.Tests;

public sealed class CourseLibraryTests
{
    [SkippableTheory]
    [InlineData("TorchSharp-cpu", "TorchSharp.torch.ones(2)", "tensor [2] Float32 on cpu")]
    [InlineData("Plotly.NET.Interactive, 5.0.0", "Plotly.NET.Chart2D.Chart.Line<double, double, string>([1, 2], [3, 4])", "a figure of 1 traces")]
    [InlineData("Microsoft.Data.Analysis", "new Microsoft.Data.Analysis.DataFrame(new Microsoft.Data.Analysis.DoubleDataFrameColumn(\"loss\", new[] { 0.5 }))", "loss")]
    public async Task A_package_that_a_notebook_asks_for_is_the_courses_and_its_values_are_shown_as_in_lessons(string package, string value, string shown)
    {
        Skip.If(!new CourseLibrary().IsDone(), "The course's library is not built; ./course setup does it.");
        await using var session = new CSharpSession(new SessionOptions { ProvidedPackages = CourseLibrary.Packages });
        var outputs = new List<CellOutput>();
        var result = await session.RunAsync($"#r \"nuget: {package}\"\n{value}", outputs.Add);

        Assert.True(result.Success, result.Error?.Value);
        Assert.StartsWith(shown, Assert.Single(outputs.OfType<ResultOutput>()).Data.Text(MimeBundle.PlainText), StringComparison.Ordinal);
    }
}
