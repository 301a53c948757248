using System.Net;

namespace Plotly.NET;

/// <summary>The HTML of a chart: a division and the script that draws in it.</summary>
internal static class Html
{
    public const string CdnAddress = "https://cdn.plot.ly/plotly-2.27.1.min.js";

    private const string RequireAddress = "https://cdnjs.cloudflare.com/ajax/libs/require.js/2.3.6/require.min.js";

    public static string Division(GenericChart chart)
    {
        PlotlyJSReference reference = DisplayOptions.getPlotlyReference(GenericChart.getDisplayOptions(chart));
        string id = Guid.NewGuid().ToString();
        string draw = $"Plotly.newPlot({PlotlyJson.Write(id)}, figure.data, figure.layout, figure.config);";
        string script = reference.IsRequire
            ? $$"""
            const load = () => requirejs.config({ context: {{PlotlyJson.Write(id)}}, paths: { plotly: {{PlotlyJson.Write(reference.Address)}} } })(["plotly"], Plotly => { {{draw}} });
            if (typeof requirejs === "function") load();
            else document.head.appendChild(Object.assign(document.createElement("script"), { src: "{{RequireAddress}}", onload: load }));
            """
            : draw;
        return $$"""
            <div><div id="{{id}}"></div><script type="text/javascript">
            (() => {
            const figure = {{GenericChart.toJson(chart)}};
            {{script}}
            })();
            </script></div>
            """;
    }

    public static string Document(GenericChart chart)
    {
        DisplayOptions options = GenericChart.getDisplayOptions(chart);
        PlotlyJSReference reference = DisplayOptions.getPlotlyReference(options);
        string plotly = reference.IsCDN ? $"""<script src="{Encode(reference.Address)}" charset="utf-8"></script>""" : "";
        return $"""
            <!DOCTYPE html>
            <html><head><meta charset="UTF-8"><title>{Encode(DisplayOptions.getDocumentTitle(options))}</title><meta name="description" content="{Encode(DisplayOptions.getDocumentDescription(options))}">{plotly}</head>
            <body>{Division(chart)}</body></html>
            """;
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
