using System.Text.Json;

namespace Course.Browser.Tests;

/// <summary>A notebook that is open in classic Notebook.</summary>
internal sealed class NotebookPage(string name, Page page) : IAsyncDisposable
{
    private const int Tabulator = 9;

    public Page Page => page;

    /// <summary>What went wrong in the page; not ours is that Debian's Notebook names extensions which it does not bring, and that MathJax asks for an empty font.</summary>
    public IEnumerable<string> Problems => page.Problems.Where(problem => !problem.Contains("/nbextensions/", StringComparison.Ordinal) && !problem.Contains("about:blank", StringComparison.Ordinal));

    /// <summary>Where screenshots are kept for whoever wants to look.</summary>
    private static string Pictures => Directory.CreateDirectory(Path.Combine(Programs.Root, "build", "browser")).FullName;

    public Task WaitUntilReadyAsync() =>
        page.WaitAsync("Jupyter.notebook && Jupyter.notebook._fully_loaded && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected() && Jupyter.notebook.kernel.info_reply.status === 'ok'", 60);

    /// <summary>Runs all cells and waits until the kernel has done them.</summary>
    public async Task RunAllAsync(double seconds = 60)
    {
        await page.EvaluateAsync("Jupyter.notebook.execute_all_cells()");
        await WaitUntilIdleAsync(seconds);
    }

    public async Task RunAsync(int cell, bool wait = true)
    {
        await page.EvaluateAsync($"Jupyter.notebook.execute_cells([{cell}])");
        if (wait)
            await WaitUntilIdleAsync();
    }

    public Task WaitUntilIdleAsync(double seconds = 60) =>
        page.WaitAsync("Jupyter.notebook.get_cells().every(cell => cell.cell_type !== 'code' || !cell.element.hasClass('running'))", seconds);

    /// <summary>Replaces a cell's text, as typing it would.</summary>
    public async Task WriteAsync(int cell, string source)
    {
        await page.EvaluateAsync($"(() => {{ Jupyter.notebook.select({cell}); Jupyter.notebook.edit_mode(); Jupyter.notebook.get_cell({cell}).set_text(''); }})()");
        await page.TypeAsync(source);
    }

    public Task CompleteAsync() => page.PressAsync("Tab", Tabulator);

    public Task InspectAsync() => page.PressAsync("Tab", Tabulator, shift: true);

    public Task<string> SourceAsync(int cell) => page.EvaluateAsync<string>($"Jupyter.notebook.get_cell({cell}).get_text()");

    /// <summary>What a cell shows, as a person reads it.</summary>
    public Task<string> OutputAsync(int cell) => page.EvaluateAsync<string>($"Jupyter.notebook.get_cell({cell}).element.find('.output').text()");

    /// <summary>Waits until a cell shows a text.</summary>
    public Task WaitForOutputAsync(int cell, string text) =>
        page.WaitAsync($"Jupyter.notebook.get_cell({cell}).element.find('.output').text().includes({JsonSerializer.Serialize(text)})");

    public Task ScreenshotAsync(string what) => page.ScreenshotAsync(Path.Combine(Pictures, $"{name}-{what}.png"));

    /// <summary>Closes the page and its kernel.</summary>
    public async ValueTask DisposeAsync()
    {
        await page.EvaluateAsync("new Promise(ended => Jupyter.notebook.session.delete(ended, ended))");
        await page.DisposeAsync();
    }
}
