namespace Plotly.NET;

/// <summary>From where a page takes plotly.js.</summary>
public sealed class PlotlyJSReference
{
    private PlotlyJSReference(string kind, string address) => (Kind, Address) = (kind, address);

    /// <summary>The page names no plotly.js, because the document around it does.</summary>
    public static PlotlyJSReference NoReference { get; } = new(nameof(NoReference), "");

    internal string Kind { get; }
    internal string Address { get; }

    public bool IsCDN => Kind == "CDN";
    public bool IsRequire => Kind == "Require";
    public bool IsNoReference => Kind == nameof(NoReference);

    /// <summary>A script's address.</summary>
    public static PlotlyJSReference NewCDN(string item) => new("CDN", item);

    /// <summary>A script's address without its ending, for RequireJS.</summary>
    public static PlotlyJSReference NewRequire(string item) => new("Require", item);

    public override bool Equals(object? obj) => obj is PlotlyJSReference other && (Kind, Address) == (other.Kind, other.Address);

    public override int GetHashCode() => HashCode.Combine(Kind, Address);
}
