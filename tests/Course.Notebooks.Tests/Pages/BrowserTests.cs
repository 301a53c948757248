using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Course.Notebooks.Pages;

namespace Course.Notebooks.Tests.Pages;

/// <summary>Opens a page that has everything in a browser without a window.</summary>
public sealed class BrowserTests : IDisposable
{
    /// <summary>Gathers what goes wrong from the first moment, opens all that is folded, and reports what came of it.</summary>
    private const string Witness = """
        <script>
        const problems = [];
        for (const level of ['error', 'warn']) console[level] = (...words) => problems.push(level + ': ' + words.join(' '));
        addEventListener('error', event => problems.push(event.message ?? `not loaded: ${event.target.src ?? event.target.href}`), true);
        addEventListener('unhandledrejection', event => problems.push(String(event.reason)));
        addEventListener('load', () => {
          for (const details of document.querySelectorAll('details')) details.open = true;
          setTimeout(() => document.documentElement.dataset.witness = JSON.stringify({
            problems,
            plots: [...document.querySelectorAll('.plot')].map(plot => plot.querySelectorAll('.main-svg').length > 0
              && plot.querySelectorAll('.trace, .contour, .hm, .gl-container canvas').length > 0),
            formulas: [...document.querySelectorAll('.math')].map(math => math.querySelectorAll('.katex-html').length),
            formulaErrors: document.querySelectorAll('.katex-error').length,
            fonts: [...document.fonts].filter(font => font.status === 'error').map(font => font.family),
            ran: document.querySelector('[data-ran]') !== null,
            sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
          }), 6000);
        });
        </script>
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("1280,3000", "light")]
    [InlineData("1280,3000", "dark")]
    [InlineData("500,3000", "light")]
    public async Task Every_plot_is_drawn_every_formula_is_set_and_nothing_goes_wrong(string window, string scheme)
    {
        var browser = new[] { "chromium", "chromium-browser", "google-chrome" }.Select(Find).FirstOrDefault(path => path is not null);
        Skip.If(browser is null, "No Chromium is installed.");
        var data = Path.Combine(AppContext.BaseDirectory, "Pages", "Data");
        File.Copy(Path.Combine(data, "06-momentum.ipynb"), _folder.File("06-momentum.ipynb"));
        new CourseSite(Repository.Assets(), "Optimization for deep learning").Write(_folder.Path, data);
        var page = _folder.File("06-momentum.html");
        await File.WriteAllTextAsync(page, (await File.ReadAllTextAsync(page)).Replace("<head>", "<head>" + Witness, StringComparison.Ordinal));

        var dom = await RunAsync(browser, page, window, scheme);

        var match = Regex.Match(dom, "data-witness=\"([^\"]*)\"");
        Assert.True(match.Success, "The page did not finish loading.");
        var seen = JsonNode.Parse(WebUtility.HtmlDecode(match.Groups[1].Value))!;
        Assert.Empty(seen["problems"]!.AsArray());
        Assert.Equal(Enumerable.Repeat(true, 5), seen["plots"]!.AsArray().Select(drawn => drawn!.GetValue<bool>()));
        Assert.All(seen["formulas"]!.AsArray(), formula => Assert.Equal(1, formula!.GetValue<int>()));
        Assert.True(seen["formulas"]!.AsArray().Count > 20);
        Assert.Equal(0, seen["formulaErrors"]!.GetValue<int>());
        Assert.Empty(seen["fonts"]!.AsArray());
        Assert.True(seen["ran"]!.GetValue<bool>(), "A script in a text/html output did not run.");
        Assert.Equal(0, seen["sideways"]!.GetValue<int>());
    }

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private async Task<string> RunAsync(string browser, string page, string window, string scheme)
    {
        var info = new ProcessStartInfo(browser,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", $"--user-data-dir={_folder.File("profile")}", $"--window-size={window}",
            $"--blink-settings=preferredColorScheme={(scheme == "dark" ? 0 : 1)}", "--virtual-time-budget=20000", "--dump-dom", new Uri(page).AbsoluteUri,
        ])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(info)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var dom = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            await errors;
            return dom;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
