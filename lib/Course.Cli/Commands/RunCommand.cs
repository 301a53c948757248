using System.CommandLine;
using Course.Cli.Setup;
using Course.Notebooks.Pages;
using Course.Notebooks.Running;
using Spectre.Console;

namespace Course.Cli.Commands;

internal static class RunCommand
{
    /// <summary>Thirty days, in seconds: the system's timers end soon after.</summary>
    private const double LongestLimit = 30 * 24 * 3600;

    public static Command Create()
    {
        var lessons = new Argument<string[]>("lesson")
        {
            Description = "Lessons by number (01) or notebooks by path; 'all' for every lesson.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--out") { Description = "Where executed notebooks and pages go.", DefaultValueFactory = _ => Repository.PathOf("out") };
        var parallel = new Option<int>("--parallel") { Description = "How many notebooks run at once.", DefaultValueFactory = _ => new RunOptions().MaxParallel };
        var cellLimit = new Option<double>("--cell-limit") { Description = "Seconds that one cell may take.", DefaultValueFactory = _ => 120 };
        var notebookLimit = new Option<double>("--notebook-limit") { Description = "Seconds that one notebook may take.", DefaultValueFactory = _ => 600 };
        var keepGoing = new Option<bool>("--keep-going") { Description = "Run the cells after one that fails." };
        var command = new Command("run", "Run notebooks, and write executed notebooks, pages and an index.")
        {
            lessons, output, parallel, cellLimit, notebookLimit, keepGoing,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var paths = Lessons.Find(parsed.GetValue(lessons)!);
            if (paths.GroupBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } same)
                throw new CourseException($"These have the same file name, and so would the results:{string.Concat(same.Select(path => "\n  " + Repository.Shown(path)))}\nRun one at a time, each with a folder of its own (--out), or rename them.");
            var options = new RunOptions
            {
                OutputFolder = Path.GetFullPath(parsed.GetValue(output)!),
                MaxParallel = Within(1, 1000, parsed.GetValue(parallel), "--parallel"),
                CellLimit = TimeSpan.FromSeconds(Within(0.1, LongestLimit, parsed.GetValue(cellLimit), "--cell-limit")),
                NotebookLimit = TimeSpan.FromSeconds(Within(0.1, LongestLimit, parsed.GetValue(notebookLimit), "--notebook-limit")),
                ContinueAfterError = parsed.GetValue(keepGoing),
            };
            await Installer.EnsureAsync(Installer.ForLessons, cancel);
            return await RunAsync(paths, options, cancel);
        });
        return command;
    }

    private static T Within<T>(T least, T most, T given, string option) where T : IComparable<T> =>
        given.CompareTo(least) < 0 ? throw new CourseException($"{option} is {given}; it must be at least {least}.")
        : given.CompareTo(most) > 0 ? throw new CourseException($"{option} is {given}; it must be at most {most}.")
        : given;

    private static async Task<int> RunAsync(IReadOnlyList<string> paths, RunOptions options, CancellationToken cancel)
    {
        IReadOnlyList<NotebookResult> results = [];
        var runner = new NotebookRunner(options);
        if (Console.IsOutputRedirected)
        {
            results = await runner.RunAsync(paths, new Lines(), cancel);
        }
        else
        {
            await AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                .StartAsync(async bars => results = await runner.RunAsync(paths, new Bars(bars), cancel));
        }

        foreach (var name in results.Where(result => result.Status == RunStatus.Unreadable).Select(result => result.Name))
        {
            // What an earlier run left would pass for this one's result.
            File.Delete(Path.Combine(options.OutputFolder, name + ".ipynb"));
            File.Delete(Path.Combine(options.OutputFolder, name + ".html"));
        }

        var site = new CourseSite(WebFiles.Assets, "Optimization for deep learning").Write(options.OutputFolder, Repository.Notebooks);
        foreach (var result in results)
        {
            var page = result.OutputPath is null ? null : site.Pages.FirstOrDefault(page => page.Name == result.Name);
            var where = page is null ? "" : ": " + Repository.Shown(Path.Combine(options.OutputFolder, page.FileName));
            Console.WriteLine($"{(result.Status == RunStatus.Succeeded ? "✓" : "✗")} {result.Name}, {result.Elapsed.TotalSeconds:0.0} s{where}");
            if (result.Problem is { } problem)
                Console.WriteLine("  " + problem.ReplaceLineEndings("\n  "));
        }

        foreach (var problem in site.Problems)
            Console.WriteLine(problem);
        Console.WriteLine($"All pages: {Repository.Shown(site.IndexPath)}");
        return cancel.IsCancellationRequested ? 130 : results.All(result => result.Status == RunStatus.Succeeded) ? 0 : 1;
    }

    /// <summary>Where bars cannot be drawn: a line for each notebook when it begins.</summary>
    private sealed class Lines : IProgress<RunProgress>
    {
        private readonly HashSet<string> _begun = [];

        public void Report(RunProgress value)
        {
            lock (_begun)
            {
                if (value.Status is null && _begun.Add(value.Name))
                    Console.Error.WriteLine($"• running {value.Name}");
            }
        }
    }

    /// <summary>A bar for each notebook, moved by the runner's own thread.</summary>
    private sealed class Bars(ProgressContext context) : IProgress<RunProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = [];

        public void Report(RunProgress value)
        {
            lock (_tasks)
            {
                if (!_tasks.TryGetValue(value.Name, out var task))
                    _tasks[value.Name] = task = context.AddTask(Markup.Escape(value.Name));
                task.MaxValue = Math.Max(1, value.Cells);
                task.Value = value.Done;
                if (value.Status is not null)
                    task.StopTask();
            }
        }
    }
}
