namespace Course.Browser.Tests;

/// <summary>Working in classic Notebook, with keys and mouse, in a browser without a window.</summary>
[Collection(nameof(Jupyter))]
public sealed class ClassicNotebookTests(Jupyter jupyter)
{
    private static readonly string Library = Path.Combine(Programs.Root, "build", "lib", "Course.dll");

    [SkippableFact]
    public async Task Figures_are_drawn_without_a_network_and_show_a_label_under_the_mouse()
    {
        Skip.If(Jupyter.Missing is not null, Jupyter.Missing);
        await using var notebook = await jupyter.OpenAsync(
            "figures",
            $"#r \"{Library}\"\nusing Course.Figures;",
            "Figure.Lines([new Curve(\"falling\", [1, 2, 3], [3, 2, 1]) { Style = CurveStyle.LineAndPoints }], \"A line\", \"x\", \"y\")",
            "Figure.Lines([new Curve(\"rising\", [1, 2, 3], [1, 2, 3])], \"Another\", \"x\", \"y\")");
        await notebook.RunAllAsync();
        var page = notebook.Page;
        await page.WaitAsync("document.querySelectorAll('.main-svg .scatterlayer .trace').length === 2");
        await page.HoverAsync(".points .point:nth-of-type(2)");
        await page.WaitAsync("document.querySelector('.hoverlayer .hovertext')");
        await notebook.ScreenshotAsync("hover");

        Assert.Contains("(2, 2)", await page.EvaluateAsync<string>("document.querySelector('.hoverlayer').textContent"), StringComparison.Ordinal);
        Assert.Single(page.Requests, request => request.Contains("plotly", StringComparison.Ordinal));
        Assert.Contains(page.Requests, request => request.Contains("/kernelspecs/.net-csharp/plotly.min.js", StringComparison.Ordinal));
        Assert.Empty(notebook.Problems);
    }

    /// <summary>JupyterLab itself is in no Debian; this is how it shows HTML: no RequireJS, no data on the body, scripts run before the output is in the page.</summary>
    [SkippableFact]
    public async Task Figures_are_drawn_where_JupyterLab_puts_them()
    {
        Skip.If(Jupyter.Missing is not null, Jupyter.Missing);
        await using var notebook = await jupyter.OpenAsync(
            "lab",
            $$"""
            #r "{{Library}}"
            using Course.Figures; using Microsoft.DotNet.Interactive.Formatting;
            Console.Write(Figure.Lines([new Curve("c", [1, 2, 3], [3, 2, 1])], "A line", "x", "y").ToDisplayString("text/html"))
            """);
        await notebook.RunAllAsync();
        var page = notebook.Page;
        await page.EvaluateAsync("""
            (() => {
              const html = Jupyter.notebook.get_cell(0).output_area.outputs.map(output => output.text).join('');
              const settings = Object.assign(document.createElement('script'), { id: 'jupyter-config-data', type: 'application/json', textContent: JSON.stringify({ baseUrl: document.body.dataset.baseUrl }) });
              document.head.append(settings);
              delete document.body.dataset.baseUrl;
              const host = document.createElement('div');
              host.id = 'lab';
              host.innerHTML = html;
              for (const script of host.querySelectorAll('script')) {
                const copy = document.createElement('script');
                copy.textContent = script.textContent;
                document.body.append(copy);
              }
              setTimeout(() => document.body.prepend(host), 300);
            })()
            """);
        await page.WaitAsync("document.querySelector('#lab .main-svg .scatterlayer .trace')");

        Assert.Contains(page.Requests, request => request.Contains("/kernelspecs/.net-csharp/plotly.min.js", StringComparison.Ordinal));
        Assert.Empty(notebook.Problems);
    }

    [SkippableFact]
    public async Task Without_any_plotly_a_still_picture_stays()
    {
        Skip.If(Jupyter.Missing is not null, Jupyter.Missing);
        await using var notebook = await jupyter.OpenAsync(
            "still",
            $"#r \"{Library}\"\nusing Course.Figures;",
            "Figure.Lines([new Curve(\"c\", [1, 2, 3], [3, 2, 1])], \"A line\", \"x\", \"y\")");
        await notebook.Page.EvaluateAsync("window.coursePlotly = Promise.reject(); window.coursePlotly.catch(() => {})");
        await notebook.RunAllAsync();
        await notebook.Page.WaitAsync("document.querySelector('[data-figure] > img')?.naturalWidth > 0");
        await Task.Delay(500);

        Assert.Equal("A line", await notebook.Page.EvaluateAsync<string>("document.querySelector('[data-figure] > img').alt"));
        Assert.Empty(notebook.Problems);
    }

    [SkippableFact]
    public async Task A_notebook_that_was_run_elsewhere_shows_still_pictures_until_it_is_trusted()
    {
        Skip.If(Jupyter.Missing is not null, Jupyter.Missing);
        await using var notebook = await jupyter.OpenForeignAsync(
            "foreign",
            $"#r \"{Library}\"\nusing Course.Figures;",
            "Figure.Lines([new Curve(\"c\", [1, 2, 3], [3, 2, 1])], \"A line\", \"x\", \"y\")");
        await notebook.Page.WaitAsync("document.querySelector('.output img')?.naturalWidth > 0");
        await notebook.ScreenshotAsync("not-trusted");

        Assert.False(await notebook.Page.EvaluateAsync<bool>("Jupyter.notebook.trusted"));
        // A text of a drawing that was taken away would stand here.
        Assert.DoesNotContain("A line", await notebook.OutputAsync(1), StringComparison.Ordinal);
        Assert.Empty(notebook.Problems);
    }

    [SkippableFact]
    public async Task Tab_completes_and_shift_Tab_shows_documentation()
    {
        Skip.If(Jupyter.Missing is not null, Jupyter.Missing);
        await using var notebook = await jupyter.OpenAsync("assistance", "1 + 1", "");
        await notebook.RunAllAsync();
        Assert.Contains("2", await notebook.OutputAsync(0), StringComparison.Ordinal);

        await notebook.WriteAsync(1, "Math.Sqr");
        await notebook.CompleteAsync();
        await notebook.Page.WaitAsync("Jupyter.notebook.get_cell(1).get_text() === 'Math.Sqrt'");

        await notebook.InspectAsync();
        await notebook.Page.WaitAsync("document.querySelector('.ipython_tooltip, #tooltip')?.textContent.includes('square root')");
        await notebook.ScreenshotAsync("documentation");
        Assert.Empty(notebook.Problems);
    }

    [SkippableFact]
    public async Task A_loop_that_never_ends_is_interrupted_and_a_restart_forgets()
    {
        Skip.If(Jupyter.Missing is not null, Jupyter.Missing);
        await using var notebook = await jupyter.OpenAsync(
            "interrupt",
            "var kept = 42; Console.WriteLine(\"begun\");",
            "while (true) { }",
            "kept + 1");
        await notebook.RunAsync(0);
        await notebook.RunAsync(1, wait: false);
        await Task.Delay(500);
        await notebook.Page.EvaluateAsync("Jupyter.notebook.kernel.interrupt()");
        await notebook.WaitUntilIdleAsync(10);
        Assert.Contains("stopped", await notebook.OutputAsync(1), StringComparison.Ordinal);
        await notebook.RunAsync(2);
        Assert.Contains("43", await notebook.OutputAsync(2), StringComparison.Ordinal);
        await notebook.ScreenshotAsync("stopped");

        await notebook.Page.EvaluateAsync("Jupyter.notebook.restart_kernel({ confirm: false })");
        await notebook.WaitUntilReadyAsync();
        await notebook.RunAsync(2);
        Assert.Contains("'kept'", await notebook.OutputAsync(2), StringComparison.Ordinal);
        Assert.Empty(notebook.Problems);
    }

    [SkippableFact]
    public async Task A_kernel_that_dies_is_started_again_and_the_page_says_so()
    {
        Skip.If(Jupyter.Missing is not null, Jupyter.Missing);
        await using var notebook = await jupyter.OpenAsync(
            "death",
            "var kept = 42;",
            "System.Runtime.InteropServices.Marshal.WriteByte(1234567, 0); // no place to write to",
            "kept");
        await notebook.RunAsync(0);
        await notebook.RunAsync(1, wait: false);
        await notebook.Page.WaitAsync("document.querySelector('.modal-dialog')?.textContent.includes('The kernel appears to have died. It will restart automatically.')");
        await notebook.ScreenshotAsync("died");

        await notebook.Page.EvaluateAsync("document.querySelector('.modal-dialog .btn-primary').click()");
        await notebook.WaitUntilReadyAsync();
        await notebook.RunAsync(2, wait: false);
        await notebook.WaitForOutputAsync(2, "'kept'");
        Assert.Empty(notebook.Problems);
    }

    [SkippableFact]
    public async Task Training_is_watched_while_it_goes_on()
    {
        Skip.If(Jupyter.Missing is not null, Jupyter.Missing);
        await using var notebook = await jupyter.OpenAsync(
            "training",
            $$"""
            #r "{{Library}}"
            using Course.Data; using Course.Instruments; using Course.Models; using Course.Objectives; using Course.Optimizers; using Course.Training; using TorchSharp;
            var digits = StrokeDigits.Generate(2_000, seed: 1);
            var network = new Mlp(400, 64, 10);
            var trainer = new Trainer(new NetworkObjective(network, Losses.CrossEntropy, digits), new Sgd(), learningRate: 0.1) { Instruments = { new Accuracy(network, digits, "train") } };
            """,
            "trainer.Run(epochs: 100_000, new LiveProgress());",
            "trainer.Run(epochs: 5, new LiveProgress());");
        await notebook.RunAsync(0);
        await notebook.RunAsync(1, wait: false);
        await notebook.Page.WaitAsync("document.querySelector('.output svg path')");
        await notebook.ScreenshotAsync("under-way");
        await notebook.Page.EvaluateAsync("Jupyter.notebook.kernel.interrupt()");
        await notebook.WaitUntilIdleAsync(10);
        Assert.Contains("What was learned until then is kept", await notebook.OutputAsync(1), StringComparison.Ordinal);

        await notebook.RunAsync(2);
        await notebook.WaitForOutputAsync(2, "epoch");
        await notebook.ScreenshotAsync("done");
        Assert.Empty(notebook.Problems);
    }

    [SkippableFact]
    public async Task The_first_lesson_runs_to_its_end_and_all_its_figures_are_drawn()
    {
        Skip.If(Jupyter.Missing is not null, Jupyter.Missing);
        await using var notebook = await jupyter.OpenLessonAsync(Path.Combine(Programs.Root, "notebooks", "01-first-steps.ipynb"));
        await notebook.RunAllAsync(seconds: 100);
        await notebook.Page.WaitAsync("document.querySelectorAll('[data-figure]').length > 8 && [...document.querySelectorAll('[data-figure]')].every(figure => figure.querySelector('.main-svg'))");
        await notebook.ScreenshotAsync("end");

        Assert.Equal(0, await notebook.Page.EvaluateAsync<int>("document.querySelectorAll('.output_error').length"));
        Assert.Empty(notebook.Problems);
    }
}
