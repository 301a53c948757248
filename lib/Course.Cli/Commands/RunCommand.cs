using System.CommandLine;
using Course.Cli.Setup;
using Course.Notebooks.Pages;
using Course.Notebooks.Running;
using Spectre.Console;

namespace Course.Cli.Commands;

internal static class RunCommand
{
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
            var options = new RunOptions
            {
                OutputFolder = Path.GetFullPath(parsed.GetValue(output)!),
                MaxParallel = AtLeast(1, parsed.GetValue(parallel), "--parallel"),
                CellLimit = TimeSpan.FromSeconds(AtLeast(0.1, parsed.GetValue(cellLimit), "--cell-limit")),
                NotebookLimit = TimeSpan.FromSeconds(AtLeast(0.1, parsed.GetValue(notebookLimit), "--notebook-limit")),
                ContinueAfterError = parsed.GetValue(keepGoing),
            };
            await Installer.EnsureAsync(Installer.ForLessons, cancel);
            return await RunAsync(paths, options, cancel);
        });
        return command;
    }

    private static T AtLeast<T>(T least, T given, string option) where T : IComparable<T> =>
        given.CompareTo(least) >= 0 ? given : throw new CourseException($"{option} is {given}; it must be at least {least}.");

    private static async Task<int> RunAsync(IReadOnlyList<string> paths, RunOptions options, CancellationToken cancel)
    {
        IReadOnlyList<NotebookResult> results = [];
        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async bars => results = await new NotebookRunner(options).RunAsync(paths, new Bars(bars), cancel));

        var site = new CourseSite(WebFiles.Assets, "Optimization for deep learning").Write(options.OutputFolder, Repository.Notebooks);
        foreach (var result in results)
        {
            var page = site.Pages.FirstOrDefault(page => page.Name == result.Name);
            var where = page is null ? "" : ": " + Repository.Shown(Path.Combine(options.OutputFolder, page.FileName));
            Console.WriteLine($"{(result.Status == RunStatus.Succeeded ? "✓" : "✗")} {result.Name}, {result.Elapsed.TotalSeconds:0.0} s{where}");
            if (result.Problem is { } problem)
                Console.WriteLine("  " + problem.ReplaceLineEndings("\n  "));
        }

        foreach (var problem in site.Problems)
            Console.WriteLine(problem);
        Console.WriteLine($"All pages: {Repository.Shown(site.IndexPath)}");
        return results.All(result => result.Status == RunStatus.Succeeded) ? 0 : 1;
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
