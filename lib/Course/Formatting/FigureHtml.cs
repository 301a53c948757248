using System.Text.Json;
using Course.Figures;
using Course.Formatting.Still;
using Plotly.NET;

namespace Course.Formatting;

/// <summary>A figure as HTML that draws itself in any front end, without a network where a Jupyter server is near.</summary>
internal static class FigureHtml
{
    /// <summary>The last resort, for pages far from any server of the course: the version that `./course setup` fetches, too.</summary>
    public const string PublicAddress = "https://cdn.plot.ly/plotly-4.1.2.min.js";

    /// <summary>
    /// Draws a figure. plotly.js is looked for in the page (whoever converts notebooks may have put it there), then where
    /// Jupyter serves the C# kernel's own files, then at its public address; it is loaded once for all figures of a page.
    /// A still picture holds the figure's place until then, and for good where no script runs.
    /// </summary>
    private const string Draw = """
        const plotly = window.Plotly ? Promise.resolve() : window.coursePlotly ??= new Promise((loaded, failed) => {
          const settings = document.getElementById("jupyter-config-data");
          const server = document.body.dataset.baseUrl ?? (settings && JSON.parse(settings.textContent).baseUrl);
          const addresses = [publicAddress];
          if (server) addresses.unshift(`${server}kernelspecs/.net-csharp/plotly.min.js`);
          const next = () => {
            const src = addresses.shift();
            if (src) document.head.append(Object.assign(document.createElement("script"), { src, onload: loaded, onerror: next }));
            else failed();
          };
          next();
        });
        plotly.then(function draw() {
          const places = [...document.querySelectorAll(`[data-figure="${id}"]:not([data-drawn])`)];
          // JupyterLab runs a script before its output is in the page.
          if (places.length === 0 && waits-- > 0) requestAnimationFrame(draw);
          for (const place of places) {
            const still = [...place.childNodes];
            place.dataset.drawn = "";
            place.replaceChildren();
            window.Plotly.newPlot(place, figure).catch(() => place.replaceChildren(...still));
          }
        }, () => {});
        """;

    /// <summary>A figure as a piece of a page.</summary>
    /// <param name="chart">The figure.</param>
    public static string Of(GenericChart chart) => Of(GenericChart.toJson(chart), chart);

    /// <summary>An animated figure as a piece of a page.</summary>
    /// <param name="figure">The figure.</param>
    public static string Of(AnimatedFigure figure) => Of(figure.ToJson(), figure.Chart);

    private static string Of(string figure, GenericChart chart)
    {
        var id = Guid.NewGuid().ToString("N");
        // No text in a figure may end the script.
        var json = figure.Replace("</", "<\\/", StringComparison.Ordinal);
        return $$"""
            <div data-figure="{{id}}">{{StillFigure.ImageOf(chart)}}</div>
            <script type="text/javascript">
            (() => {
            const id = "{{id}}", publicAddress = {{JsonSerializer.Serialize(PublicAddress)}};
            let waits = 100;
            const figure = {{json}};
            {{Draw}}
            })();
            </script>
            """;
    }
}
