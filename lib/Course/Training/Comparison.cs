using Microsoft.Data.Analysis;

namespace Course.Training;

/// <summary>
/// Trains several settings with several seeds each, so that a difference between settings can be told from chance:
/// <c>new Comparison { ["SGD"] = seed => MakeTrainer(new Sgd(), seed), ["Adam"] = seed => MakeTrainer(new Adam(), seed) }</c>.
/// </summary>
public sealed class Comparison
{
    private readonly List<string> settings = [];
    private readonly Dictionary<string, Func<long, Trainer>> makers = [];
    private readonly List<ComparedRun> runs = [];

    /// <summary>What makes the trainer of a setting for a seed: a new network, from the seed's start, with the seed's order of the data.</summary>
    /// <param name="setting">The setting's name.</param>
    /// <exception cref="KeyNotFoundException">There is no setting of that name.</exception>
    public Func<long, Trainer> this[string setting]
    {
        get => makers.TryGetValue(setting, out var maker) ? maker : throw NoSetting(setting);
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(setting);
            ArgumentNullException.ThrowIfNull(value);
            if (!makers.ContainsKey(setting)) settings.Add(setting);
            makers[setting] = value;
        }
    }

    /// <summary>The settings, in the order in which they were given.</summary>
    public IReadOnlyList<string> Settings => settings;

    /// <summary>The runs that were made.</summary>
    public IReadOnlyList<ComparedRun> Runs => runs;

    /// <summary>Trains every setting with the seeds 0, 1, …; all settings with one seed before the next seed. Runs made before are forgotten.</summary>
    /// <param name="epochs">How many epochs each; steps, where an objective has no data.</param>
    /// <param name="seeds">How many seeds, at least 1.</param>
    /// <param name="progress">Hears each run after it ended.</param>
    /// <param name="cancel">Ends the comparison; the runs made until then are kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="InvalidOperationException">There are no settings.</exception>
    public void Run(long epochs, int seeds = 3, IProgress<ComparedRun>? progress = null, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        if (settings.Count == 0) throw new InvalidOperationException("There is nothing to compare: add settings, as in new Comparison { [\"SGD\"] = seed => … }.");
        runs.Clear();
        for (var seed = 0; seed < seeds; seed++)
        {
            foreach (var setting in settings)
            {
                var result = makers[setting](seed).Run(epochs, cancel: cancel);
                if (result.Exit == ExitReason.Cancelled) return;
                runs.Add(new ComparedRun(setting, seed, result));
                progress?.Report(runs[^1]);
            }
        }
    }

    /// <summary>A series of each run of a setting that did not diverge, as <c>Curve.MeanOf</c> draws it with a band.</summary>
    /// <param name="setting">The setting's name.</param>
    /// <param name="series">The series' name.</param>
    /// <returns>The series, by seed.</returns>
    /// <exception cref="KeyNotFoundException">There is no setting of that name, or no such series.</exception>
    public IReadOnlyList<Series> SeriesOf(string setting, string series) => makers.ContainsKey(setting)
        ? [.. runs.Where(run => run.Setting == setting && run.Succeeded).Select(run => run.Result.History[series])]
        : throw NoSetting(setting);

    /// <summary>The last values of a series by setting.</summary>
    /// <param name="series">The series' name.</param>
    /// <returns>A frame with a row for each setting and the columns <c>setting</c>, <c>runs</c>, <c>diverged</c> and, over the runs that did not
    /// diverge, <c>mean</c>, <c>deviation</c> (the standard deviation between runs, with n − 1; empty for a single one), <c>least</c> and <c>most</c>.</returns>
    /// <exception cref="KeyNotFoundException">A run has no such series.</exception>
    public DataFrame Summarize(string series)
    {
        var last = settings.Select(setting => SeriesOf(setting, series).Select(values => values.Last).ToArray()).ToArray();
        return new DataFrame(
            new StringDataFrameColumn("setting", settings),
            new Int32DataFrameColumn("runs", settings.Select(setting => runs.Count(run => run.Setting == setting))),
            new Int32DataFrameColumn("diverged", settings.Select(setting => runs.Count(run => run.Setting == setting && !run.Succeeded))),
            Column("mean", 1, values => values.Average()),
            Column("deviation", 2, values => Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1))),
            Column("least", 1, values => values.Min()),
            Column("most", 1, values => values.Max()));

        DoubleDataFrameColumn Column(string name, int needed, Func<double[], double> figure) =>
            new(name, last.Select(values => values.Length < needed ? null : (double?)figure(values)));
    }

    /// <summary>All runs as a table.</summary>
    /// <returns>A frame with a row for each run and the columns <c>setting</c>, <c>seed</c>, <c>exit</c>, <c>steps</c>, <c>seconds</c> and the last value of each series.</returns>
    public DataFrame ToDataFrame() => new(
    [
        new StringDataFrameColumn("setting", runs.Select(run => run.Setting)),
        new Int64DataFrameColumn("seed", runs.Select(run => run.Seed)),
        new StringDataFrameColumn("exit", runs.Select(run => run.Result.Exit.ToString())),
        new Int64DataFrameColumn("steps", runs.Select(run => run.Result.Steps)),
        new DoubleDataFrameColumn("seconds", runs.Select(run => run.Result.Elapsed.TotalSeconds)),
        .. runs.SelectMany(run => run.Result.History.Names).Distinct().Select(name => new DoubleDataFrameColumn(name,
            runs.Select(run => run.Result.History.Contains(name) ? run.Result.History[name].Last : (double?)null))),
    ]);

    private KeyNotFoundException NoSetting(string setting) => new($"The comparison has no setting '{setting}'; it has {(settings.Count == 0 ? "none" : string.Join(", ", settings))}.");
}
