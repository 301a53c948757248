using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET;

/// <summary>One data set of a chart and how it is drawn.</summary>
public class Trace(string traceTypeName) : Dynamic
{
    public string type { get; set; } = traceTypeName;
}
