using Microsoft.FSharp.Core;
using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET;

/// <summary>What the HTML document around a chart holds.</summary>
public sealed class DisplayOptions : Dynamic
{
    public static DisplayOptions initCDNOnly() =>
        new DisplayOptions().With("PlotlyJSReference", PlotlyJSReference.NewCDN(Html.CdnAddress));

    public static DisplayOptions combine(DisplayOptions first, DisplayOptions second) => Objects.Merge(first, second);

    public static FSharpFunc<DisplayOptions, DisplayOptions> setDocumentTitle(string documentTitle) =>
        Setter("DocumentTitle", documentTitle);

    public static string getDocumentTitle(DisplayOptions displayOpts) => Text(displayOpts, "DocumentTitle");

    public static FSharpFunc<DisplayOptions, DisplayOptions> setDocumentDescription(string documentDescription) =>
        Setter("DocumentDescription", documentDescription);

    public static string getDocumentDescription(DisplayOptions displayOpts) => Text(displayOpts, "DocumentDescription");

    public static FSharpFunc<DisplayOptions, DisplayOptions> setPlotlyReference(PlotlyJSReference plotlyReference) =>
        Setter("PlotlyJSReference", plotlyReference);

    public static PlotlyJSReference getPlotlyReference(DisplayOptions displayOpts) =>
        displayOpts.TryGetTypedValue<PlotlyJSReference>("PlotlyJSReference").Or(PlotlyJSReference.NoReference);

    private static FSharpFunc<DisplayOptions, DisplayOptions> Setter(string name, object value) =>
        FuncConvert.FromFunc((DisplayOptions options) => options.With(name, value));

    private static string Text(DisplayOptions options, string name) => options.TryGetTypedValue<string>(name).Or("");
}
