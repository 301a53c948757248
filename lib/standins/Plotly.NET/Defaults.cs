namespace Plotly.NET;

/// <summary>What new charts start with; a change applies to the charts made after it.</summary>
public static class Defaults
{
    static Defaults() => reset();

    public static int DefaultWidth { get; set; }
    public static int DefaultHeight { get; set; }
    public static Config DefaultConfig { get; set; } = null!;
    public static DisplayOptions DefaultDisplayOptions { get; set; } = null!;
    public static Template DefaultTemplate { get; set; } = null!;

    public static void reset()
    {
        DefaultWidth = 600;
        DefaultHeight = 600;
        DefaultConfig = new Config().With("responsive", true);
        DefaultDisplayOptions = DisplayOptions.initCDNOnly();
        DefaultTemplate = ChartTemplates.plotly;
    }
}
