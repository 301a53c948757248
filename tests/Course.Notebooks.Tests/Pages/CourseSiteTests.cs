using System.Text.RegularExpressions;
using Course.Notebooks.Pages;

namespace Course.Notebooks.Tests.Pages;

public sealed class CourseSiteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Every_notebook_gets_a_page_and_a_corrupt_one_a_sentence_why_not()
    {
        var site = new CourseSite(Repository.Assets(), "A course");
        Write("02-second.ipynb", "# Second lesson\n\nAbout $x$ and more.");
        Write("01-first.ipynb", "# First lesson");
        File.WriteAllText(_folder.File("03-corrupt.ipynb"), "{\"cells\":");
        File.WriteAllText(_folder.File("03-corrupt.html"), "an older page");

        var result = site.Write(_folder.Path);

        Assert.Equal(["01-first", "02-second"], result.Pages.Select(page => page.Name));
        Assert.StartsWith("03-corrupt.ipynb has no page: ", Assert.Single(result.Problems));
        Assert.False(File.Exists(_folder.File("03-corrupt.html")));
        Assert.Matches("(?s)01-first\\.html.*First lesson.*02-second\\.html.*Second lesson.*About <span class=\"math\">x</span>", File.ReadAllText(result.IndexPath));
        Assert.Contains("rel=\"next\" href=\"02-second.html\"", File.ReadAllText(_folder.File("01-first.html")));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*.tmp"));
    }

    [SkippableFact]
    public void Every_file_that_a_style_names_is_copied()
    {
        var assets = _folder.File("assets");
        Repository.Assets().CopyTo(_folder.Path);

        foreach (var style in new[] { "page.css", "katex/katex.min.css" })
        {
            var path = Path.Combine(assets, style);
            var fonts = Regex.Matches(File.ReadAllText(path), @"url\(([^)]+\.woff2)\)").Select(match => match.Groups[1].Value).ToList();
            Assert.NotEmpty(fonts);
            Assert.All(fonts, font => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(path)!, font)), $"{style} names {font}"));
        }
    }

    [Fact]
    public void A_missing_file_is_an_error_that_says_what_to_do_and_nothing_is_written()
    {
        Write("01.ipynb", "# One");

        var error = Assert.Throws<FileNotFoundException>(() => new CourseSite(new WebAssets(_folder.File("web")), "A course").Write(_folder.Path));

        Assert.Contains("./course setup", error.Message);
        Assert.Contains("plotly.min.js", error.Message);
        Assert.Equal(["01.ipynb"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    private void Write(string name, string markdown)
    {
        var document = new NotebookDocument();
        document.Cells.Add(new NotebookCell(CellType.Markdown, markdown));
        document.Save(_folder.File(name));
    }
}
