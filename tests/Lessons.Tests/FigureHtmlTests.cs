using Course.Figures;
using Course.Notebooks.Pages;
using Microsoft.DotNet.Interactive.Formatting;

namespace Lessons.Tests;

public sealed class FigureHtmlTests
{
    [Fact]
    public void A_figure_far_from_any_server_of_the_course_asks_for_the_version_that_the_course_tests()
    {
        var package = WebAssets.NpmPackages.Single(name => name.StartsWith("plotly.js-dist-min@", StringComparison.Ordinal));
        var html = Figure.Lines([new Curve("c", [1, 2], [3, 4])], "t", "x", "y").ToDisplayString("text/html");
        Assert.Contains($"\"https://cdn.plot.ly/plotly-{package.Split('@')[1]}.min.js\"", html, StringComparison.Ordinal);
    }
}
