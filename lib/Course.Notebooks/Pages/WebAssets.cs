namespace Course.Notebooks.Pages;

/// <summary>The scripts, styles and fonts of pages: which they are, where they come from, and how they come beside the pages.</summary>
public sealed class WebAssets
{
    /// <summary>The npm packages that hold the files, as arguments of <c>npm install</c>.</summary>
    public static readonly IReadOnlyList<string> NpmPackages =
    [
        "katex@0.19.1",
        "plotly.js-dist-min@4.1.2",
        "@fontsource-variable/source-code-pro@5.3.0",
        "@fontsource-variable/source-sans-3@5.3.0",
        "@fontsource-variable/source-serif-4@5.3.1",
    ];

    /// <summary>Files of the npm packages and where they go under <c>assets/</c>.</summary>
    private static readonly (string From, string To)[] Files =
    [
        ("plotly.js-dist-min/plotly.min.js", "plotly.min.js"),
        ("katex/dist/katex.min.js", "katex/katex.min.js"),
        ("katex/dist/katex.min.css", "katex/katex.min.css"),
        .. KatexFonts.Select(name => ($"katex/dist/fonts/KaTeX_{name}.woff2", $"katex/fonts/KaTeX_{name}.woff2")),
        .. TextFonts.Select(name => ($"@fontsource-variable/{name.Package}/files/{name.File}", $"fonts/{name.File}")),
    ];

    private readonly string _modules;

    /// <summary>The assets that npm installed in a folder.</summary>
    /// <param name="webFolder">The folder of <c>npm install --prefix</c>, for instance <c>build/web</c>.</param>
    public WebAssets(string webFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(webFolder);
        _modules = Path.Combine(Path.GetFullPath(webFolder), "node_modules");
    }

    /// <summary>The file of plotly.js.</summary>
    public string PlotlyScript => Path.Combine(_modules, "plotly.js-dist-min", "plotly.min.js");

    private static IEnumerable<string> KatexFonts =>
    [
        "AMS-Regular", "Caligraphic-Bold", "Caligraphic-Regular", "Fraktur-Bold", "Fraktur-Regular", "Main-Bold",
        "Main-BoldItalic", "Main-Italic", "Main-Regular", "Math-BoldItalic", "Math-Italic", "SansSerif-Bold",
        "SansSerif-Italic", "SansSerif-Regular", "Script-Regular", "Size1-Regular", "Size2-Regular", "Size3-Regular",
        "Size4-Regular", "Typewriter-Regular",
    ];

    private static IEnumerable<(string Package, string File)> TextFonts =>
    [
        .. FontFiles("source-serif-4", "normal"), .. FontFiles("source-serif-4", "italic"),
        .. FontFiles("source-sans-3", "normal"), .. FontFiles("source-sans-3", "italic"),
        .. FontFiles("source-code-pro", "normal"),
    ];

    private static IEnumerable<(string Package, string File)> FontFiles(string package, string slope) =>
        ((string[])["latin", "latin-ext", "greek"]).Select(script => (package, $"{package}-{script}-wght-{slope}.woff2"));

    /// <summary>The files of npm packages that are not there, relative to the folder; empty when all is installed.</summary>
    public IReadOnlyList<string> Missing() =>
        [.. Files.Where(file => !File.Exists(Path.Combine(_modules, file.From))).Select(file => "node_modules/" + file.From)];

    /// <summary>Copies what pages need to <c>assets/</c> in their folder; files that are there already are left alone.</summary>
    /// <param name="pageFolder">The folder of the pages.</param>
    /// <exception cref="FileNotFoundException">A file of an npm package is not installed.</exception>
    public void CopyTo(string pageFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(pageFolder);
        if (Missing() is [var first, ..])
        {
            throw new FileNotFoundException(
                $"Pages need '{first}' in '{Path.GetDirectoryName(_modules)}', and it is not there. Run ./course setup, which installs it with npm.", first);
        }

        var assets = Path.Combine(pageFolder, "assets");
        foreach (var (from, to) in Files)
        {
            var source = new FileInfo(Path.Combine(_modules, from));
            var target = new FileInfo(Path.Combine(assets, to));
            if (target.Exists && target.Length == source.Length && target.LastWriteTimeUtc >= source.LastWriteTimeUtc)
                continue;
            target.Directory!.Create();
            source.CopyTo(target.FullName, overwrite: true);
        }

        foreach (var name in new[] { "page.css", "page.js" })
            File.WriteAllText(Path.Combine(assets, name), Html.Asset(name));
    }
}
