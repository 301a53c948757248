using Dynamic = DynamicObj.DynamicObj;

namespace Plotly.NET;

/// <summary>How a chart behaves on its page: responsiveness, tool bar, editing.</summary>
public sealed class Config : Dynamic
{
    public static Config combine(Config first, Config second) => Objects.Merge(first, second);
}
