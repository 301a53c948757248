using System.Runtime.CompilerServices;
using Course.Data;
using Course.Figures;
using Course.Formatting.Still;
using Course.Models;
using Course.Search;
using Course.Training;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Formatting;

/// <summary>How a notebook shows figures, tables, tensors and the course's own objects.</summary>
public static class CourseFormatters
{
    private const string Html = "text/html";
    private const string Text = "text/plain";
    private const string Svg = "image/svg+xml";
    private const string PlotlyJson = "application/vnd.plotly.v1+json";

    /// <summary>
    /// Registers the formatters. It happens by itself when anything of this assembly is first used; calling it again is only needed after
    /// <see cref="Formatter.ResetToDefault"/>.
    /// </summary>
    public static void Register()
    {
        Formatter.Register<GenericChart>((chart, writer) => writer.Write(GenericChart.toJson(chart)), PlotlyJson);
        Formatter.Register<GenericChart>((chart, writer) => writer.Write(FigureHtml.Of(chart)), Html);
        Formatter.Register<GenericChart>((chart, writer) => writer.Write($"a figure of {GenericChart.countTrace(chart)} traces"), Text);
        Formatter.Register<GenericChart>((chart, writer) => writer.Write(StillFigure.Of(chart)), Svg);
        Formatter.SetPreferredMimeTypesFor(typeof(GenericChart), PlotlyJson, Html, Svg);
        Formatter.Register<AnimatedFigure>((figure, writer) => writer.Write(figure.ToJson()), PlotlyJson);
        Formatter.Register<AnimatedFigure>((figure, writer) => writer.Write(FigureHtml.Of(figure)), Html);
        Formatter.Register<AnimatedFigure>((figure, writer) => writer.Write(figure.ToString()), Text);
        Formatter.Register<AnimatedFigure>((figure, writer) => writer.Write(StillFigure.Of(figure.Chart)), Svg);
        Formatter.SetPreferredMimeTypesFor(typeof(AnimatedFigure), PlotlyJson, Html, Svg);

        Register<DataFrame>(TableText.Of, TableHtml.Of);
        Register<Tensor>(TensorText.Of, TensorHtml.Of);
        Register<History>(history => history.ToString(), HistoryHtml);
        Register<LiveState>(state => state.ToString(), state => state.ToHtml());
        Register<Comparison>(comparison => TableText.Of(comparison.ToDataFrame()), comparison => TableHtml.Of(comparison.ToDataFrame()));
        Register<SearchResult>(found => $"{found}", found => TableHtml.Of(found.ToDataFrame()));
        RegisterText<TrainingResult>();
        RegisterText<Dataset>();
        RegisterText<Series>();
        Register<FlatParameters>(flat => flat.ToString(), flat => SlicesHtml(flat.ToString(), flat.Slices));
        Register<nn.Module>(module => $"{module}", ModuleHtml);
    }

    // The one place in which a library that notebooks load with #r can act without being called.
#pragma warning disable CA2255
    [ModuleInitializer]
    internal static void RegisterOnLoad() => Register();
#pragma warning restore CA2255

    private static void Register<T>(Func<T, string> text, Func<T, string> html)
    {
        Formatter.Register<T>((value, writer) => writer.Write(text(value)), Text);
        Formatter.Register<T>((value, writer) => writer.Write(html(value)), Html);
        Formatter.SetPreferredMimeTypesFor(typeof(T), Html, Text);
    }

    private static void RegisterText<T>() where T : notnull =>
        Register<T>(value => value.ToString()!, value => TableHtml.Preformatted(value.ToString()!));

    private static string HistoryHtml(History history) => TableHtml.Of(
        ["series", "values", "first", "last", "at step"],
        history.Names.Select(name => history[name]).Select(series =>
            new object?[] { series.Name, (long)series.Count, series.Values[0], series.Last, series.Steps[^1] }));

    private static string ModuleHtml(nn.Module module)
    {
        var offset = 0L;
        var slices = new List<ParameterSlice>();
        foreach (var (name, parameter) in module.named_parameters())
        {
            slices.Add(new ParameterSlice(name, parameter.shape, offset, parameter.numel()));
            offset += parameter.numel();
        }
        return SlicesHtml($"{module}, {offset} parameters", slices);
    }

    private static string SlicesHtml(string title, IEnumerable<ParameterSlice> slices) =>
        $"<div>{TableHtml.Escape(title)}</div>" + TableHtml.Of(
            ["parameter", "shape", "elements"], slices.Select(slice => new object?[] { slice.Name, $"[{string.Join(", ", slice.Shape)}]", slice.Length }));
}
