using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Plotly.NET.Tests;

/// <summary>plotly.js itself judges the charts, in a browser without a window.</summary>
public sealed partial class DrawingTests
{
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    [SkippableFact]
    public void Plotly_js_finds_every_chart_valid_and_draws_it()
    {
        string? plotly = PlotlyScript();
        Skip.If(plotly is null, "plotly.js is missing under build/web; ./course setup brings it.");
        string? browser = Browser();
        Skip.If(browser is null, "No Chromium or Chrome on the path.");

        IReadOnlyDictionary<string, GenericChart> charts = Gallery.Charts();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("charts");
        try
        {
            string page = Path.Combine(folder.FullName, "charts.html");
            File.WriteAllText(page, Page(charts, plotly));
            Dictionary<string, string[]> found = Found(DomOf(browser, page, folder.FullName));

            Assert.Equal(charts.Keys.Order(), found.Keys.Order());
            Assert.All(found, chart => Assert.True(chart.Value.Length == 0, $"{chart.Key}: {string.Join("; ", chart.Value)}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A page that draws each chart and notes plotly.js's objections, and the count of traces where it is not the one given.</summary>
    private static string Page(IReadOnlyDictionary<string, GenericChart> charts, string plotly)
    {
        string figures = string.Join(",\n", charts.Select(chart => $"{JsonSerializer.Serialize(chart.Key)}: {GenericChart.toJson(chart.Value)}"));
        return $$"""
            <!DOCTYPE html><html><head><meta charset="utf-8"><script src="{{new Uri(plotly)}}" charset="utf-8"></script></head><body><pre id="found"></pre><script>
            const figures = { {{figures}} };
            const found = {};
            const draw = async (name, figure) => {
                // Plotly.NET gives a line an empty marker too, which plotly.js reports as unused; a wrong name or value it reports otherwise.
                const objections = (Plotly.validate(figure.data, figure.layout) ?? [])
                    .filter(objection => objection.code !== "unused").map(objection => objection.msg);
                const place = document.body.appendChild(document.createElement("div"));
                try {
                    await Plotly.newPlot(place, figure.data, figure.layout, figure.config);
                    if (place._fullData.length !== figure.data.length || !place.querySelector("svg"))
                        objections.push("not drawn");
                } catch (error) {
                    objections.push(String(error));
                }
                found[name] = objections;
            };
            Promise.all(Object.entries(figures).map(([name, figure]) => draw(name, figure)))
                .then(() => document.getElementById("found").textContent = JSON.stringify(found));
            </script></body></html>
            """;
    }

    private static string DomOf(string browser, string page, string profile)
    {
        ProcessStartInfo start = new(browser)
        {
            ArgumentList =
            {
                "--headless", "--no-sandbox", "--disable-dev-shm-usage", "--enable-unsafe-swiftshader", "--virtual-time-budget=30000",
                $"--user-data-dir={profile}", "--dump-dom", new Uri(page).ToString(),
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> dom = process.StandardOutput.ReadToEndAsync();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
            process.Kill(entireProcessTree: true);
        return dom.Result;
    }

    private static Dictionary<string, string[]> Found(string dom)
    {
        Match match = FoundElement().Match(dom);
        Assert.True(match.Success && match.Groups[1].Length > 0, "The page did not finish drawing.");
        return JsonSerializer.Deserialize<Dictionary<string, string[]>>(WebUtility.HtmlDecode(match.Groups[1].Value))!;
    }

    private static string? PlotlyScript()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Course.sln")))
            folder = folder.Parent;
        string web = Path.Combine(folder?.FullName ?? ".", "build", "web");
        return Directory.Exists(web) ? Directory.EnumerateFiles(web, "plotly.min.js", SearchOption.AllDirectories).FirstOrDefault() : null;
    }

    private static string? Browser() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Browsers.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    [GeneratedRegex("<pre id=\"found\">(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex FoundElement();
}
