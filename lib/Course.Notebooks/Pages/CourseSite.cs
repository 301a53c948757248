using System.Text;

namespace Course.Notebooks.Pages;

/// <summary>Writes the pages of all executed notebooks of a folder, and their index, into that folder.</summary>
/// <param name="assets">The scripts, styles and fonts of the pages.</param>
/// <param name="title">The course's title, on top of every page.</param>
public sealed class CourseSite(WebAssets assets, string title)
{
    /// <summary>Writes a page for each notebook of the folder, in the order of their names, and <c>index.html</c>.</summary>
    /// <param name="folder">The folder with the executed notebooks.</param>
    /// <param name="sourceFolder">The folder of the notebooks' sources, where their pictures are; null for none.</param>
    /// <returns>
    /// The pages, and for each notebook that has no page why. An older page of such a notebook is deleted, lest it pass
    /// for the new one.
    /// </returns>
    /// <exception cref="FileNotFoundException">A file that the pages need is not installed; nothing was written.</exception>
    public SiteResult Write(string folder, string? sourceFolder = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        assets.CopyTo(folder);
        var pages = new List<NotebookPage>();
        var problems = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.ipynb").Order(StringComparer.Ordinal))
        {
            try
            {
                pages.Add(new NotebookPage(Path.GetFileNameWithoutExtension(path), NotebookDocument.Load(path), sourceFolder));
            }
            catch (NotebookFormatException error)
            {
                problems.Add($"{Path.GetFileName(path)} has no page: {error.Message}");
                File.Delete(Path.ChangeExtension(path, ".html"));
            }
        }

        for (var i = 0; i < pages.Count; i++)
        {
            var html = pages[i].ToHtml(title, i > 0 ? pages[i - 1] : null, i + 1 < pages.Count ? pages[i + 1] : null);
            Replace(Path.Combine(folder, pages[i].FileName), html);
        }

        var index = Path.Combine(folder, "index.html");
        Replace(index, IndexPage.ToHtml(title, pages));
        return new SiteResult(pages, index, problems);
    }

    private static void Replace(string path, string html)
    {
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, html, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(temporary, path, overwrite: true);
    }
}
