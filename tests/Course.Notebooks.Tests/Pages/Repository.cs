using Course.Notebooks.Pages;

namespace Course.Notebooks.Tests.Pages;

/// <summary>Where the repository that holds this test lies, and what is installed in it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The installed assets; the test is skipped where there are none.</summary>
    public static WebAssets Assets()
    {
        var assets = new WebAssets(Path.Combine(Root, "build", "web"));
        Skip.If(assets.Missing().Count > 0, "The scripts and fonts of pages are not installed; ./course setup does it.");
        return assets;
    }

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Course.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No folder above the test has a Course.sln.");
        return folder;
    }
}
