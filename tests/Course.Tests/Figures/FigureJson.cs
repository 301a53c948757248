using System.Text.Json.Nodes;
using Plotly.NET;

namespace Course.Tests.Figures;

/// <summary>What plotly.js is given to draw.</summary>
internal static class FigureJson
{
    public static JsonNode Json(GenericChart chart) => JsonNode.Parse(GenericChart.toJson(chart))!;

    public static double[] Doubles(JsonNode? node) => [.. node!.AsArray().Select(value => value?.GetValue<double>() ?? double.NaN)];

    public static string Text(JsonNode? node) => node!.GetValue<string>();
}
