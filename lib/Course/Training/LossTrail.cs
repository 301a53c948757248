using Course.Figures;

namespace Course.Training;

/// <summary>The mean losses between a run's reports, thinned out as it grows so that drawing them stays cheap.</summary>
internal sealed class LossTrail
{
    /// <summary>More points than this are not told apart in a picture of a page's width.</summary>
    private const int MaxPoints = 400;

    private readonly List<double> steps = [], losses = [];

    public int Count => steps.Count;

    /// <summary>The losses over their steps.</summary>
    public Curve ToCurve() => new("loss", [.. steps], [.. losses]);

    public void Add(long step, double loss)
    {
        if (!double.IsFinite(loss)) return;
        steps.Add(step);
        losses.Add(loss);
        if (steps.Count <= MaxPoints) return;
        foreach (var list in (List<double>[])[steps, losses])
        {
            var kept = list.Where((_, i) => i % 2 == 0).ToArray();
            list.Clear();
            list.AddRange(kept);
        }
    }

    public void Clear()
    {
        steps.Clear();
        losses.Clear();
    }
}
