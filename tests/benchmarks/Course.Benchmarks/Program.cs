using System.Text.Json;
using Course.Benchmarks;
using Spectre.Console;

// Both sides of a comparison run in turns in one process tree, with the same number of threads and the same OMP_WAIT_POLICY.
var json = args.Contains("--json");
var folder = Value("--peer");
var submissions = int.TryParse(Value("--submissions"), out var few) && few > 0 ? few : 300;
var benchmarks = new Dictionary<string, Func<IEnumerable<Row>>>
{
    ["curvature"] = () => CurvatureBenchmark.Run(folder),
    ["memory"] = MemoryBenchmark.Run,
    ["kernel"] = KernelBenchmark.Run,
    ["session"] = SessionBenchmark.Run,
    ["torch"] = TorchBenchmark.Run,
    ["gd"] = DescentBenchmark.Run,
    ["grade"] = () => GradeBenchmark.Run(submissions),
    ["train"] = () => [.. TrainingBenchmark.Run(), .. RuleBenchmark.Run()],
};

var names = args.Where((argument, i) => argument is not ("--json" or "--peer" or "--submissions") && (i == 0 || args[i - 1] is not ("--peer" or "--submissions"))).ToList();
if (names is not [var name] || !benchmarks.TryGetValue(name, out var benchmark))
{
    Console.Error.WriteLine($"Name one benchmark: {string.Join(", ", benchmarks.Keys)}. Given: {(names.Count == 0 ? "none" : string.Join(' ', names))}.");
    return 2;
}

List<Row> rows;
try
{
    rows = [.. benchmark()];
}
catch (InvalidOperationException missing) // data or a peer that is not there
{
    Console.Error.WriteLine(missing.Message);
    return 2;
}
if (json)
{
    Console.WriteLine(JsonSerializer.Serialize(rows.Select(row => new
    {
        name = row.Name,
        ours = row.Ours,
        peer = row.Peer,
        ratio = row.Ratio,
        limit = row.Limit,
        unit = row.Unit,
    })));
    return 0;
}

var table = new Table().AddColumn("name").AddColumns(
    new[] { "ours", "peer", "ratio", "limit" }.Select(title => new TableColumn(title).RightAligned()).ToArray()).AddColumn("unit");
foreach (var row in rows)
{
    static string Shown(double? value) => value is { } number ? number.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) : "";
    table.AddRow(
        new Text(row.Name), new Text(Shown(row.Ours)), new Text(Shown(row.Peer)), new Text(Shown(row.Ratio)),
        new Text(Shown(row.Limit) + (row.IsBeyondLimit ? " exceeded" : "")), new Text(row.Unit));
}

AnsiConsole.Write(table);
return 0;

string? Value(string option) => Array.IndexOf(args, option) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
