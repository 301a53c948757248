using System.CommandLine;
using Course.Cli.Setup;
using Course.Grading;

namespace Course.Cli.Commands;

internal static class LintCommand
{
    /// <summary>How long an exercise may take, on a busy machine too: of 300 submissions each second is five minutes.</summary>
    private static readonly TimeSpan _slow = TimeSpan.FromSeconds(20);

    public static Command Create()
    {
        var lessons = new Argument<string[]>("lesson") { Description = "Lessons by number (01) or notebooks by path; all if none is named.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("lint", "Check the exercises of lessons before they go out: marks and points, that the solution gets all points and the released version none.") { lessons };
        command.SetAction(async (parsed, cancel) =>
        {
            var paths = Lessons.Find(parsed.GetValue(lessons) is { Length: > 0 } named ? named : ["all"]);
            await Installer.EnsureAsync(Installer.ForLessons, cancel);
            return await RunAsync(paths, cancel);
        });
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> paths, CancellationToken cancel)
    {
        var found = new IReadOnlyList<LessonProblem>[paths.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, paths.Count), new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancel }, async (i, stop) =>
        {
            Console.Error.WriteLine($"• {Path.GetFileNameWithoutExtension(paths[i])}");
            found[i] = await ProblemsAsync(LessonSource.Load(paths[i]), stop);
        });

        foreach (var problem in found.SelectMany(problems => problems)) Console.WriteLine(problem);
        var (errors, warnings) = (found.Sum(problems => problems.Count(problem => !problem.IsWarning)), found.Sum(problems => problems.Count(problem => problem.IsWarning)));
        Console.WriteLine($"{paths.Count} {(paths.Count == 1 ? "lesson" : "lessons")}: {errors} {(errors == 1 ? "error" : "errors")}, {warnings} {(warnings == 1 ? "warning" : "warnings")}");
        return errors == 0 ? 0 : 1;
    }

    /// <summary>What its text breaks, and where that is nothing grave what running it shows.</summary>
    private static async Task<IReadOnlyList<LessonProblem>> ProblemsAsync(LessonSource lesson, CancellationToken cancel)
    {
        var written = LessonRules.Check(lesson);
        return written.Any(problem => !problem.IsWarning) ? written : [.. written, .. await LessonTrial.RunAsync(lesson, Grader.Options(isUnsafe: true), _slow, cancel)];
    }
}
