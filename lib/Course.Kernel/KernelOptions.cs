using Course.Notebooks;

namespace Course.Kernel;

/// <summary>How a <see cref="KernelServer"/> runs.</summary>
public sealed record KernelOptions
{
    /// <summary>How the session runs; its input is the front end's.</summary>
    public SessionOptions Session { get; init; } = new();

    /// <summary>The file of plotly.js, which the figures of a notebook that runs unattended carry with them; null for none.</summary>
    public string? FigureScriptFile { get; init; }

    /// <summary>Gets a line on each message that was dropped, and why; from any thread.</summary>
    public Action<string> Log { get; init; } = _ => { };
}
