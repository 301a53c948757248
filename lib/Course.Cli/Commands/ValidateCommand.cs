using System.CommandLine;
using Course.Cli.Setup;
using Course.Grading;
using Course.Notebooks;

namespace Course.Cli.Commands;

internal static class ValidateCommand
{
    public static Command Create()
    {
        var notebooks = new Argument<string[]>("notebook") { Description = "Your notebooks, by path.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("validate", "Run the public checks of your notebooks as grading does, before you hand them in.") { notebooks };
        command.SetAction(async (parsed, cancel) =>
        {
            var paths = parsed.GetValue(notebooks)!;
            if (paths.FirstOrDefault(path => !File.Exists(path)) is { } missing)
                throw new CourseException($"There is no notebook '{missing}'. Name yours by its path, such as work/06-momentum.ipynb.");
            await Installer.EnsureAsync(Installer.ForLessons, cancel);
            var good = true;
            foreach (var path in paths) good &= await ValidateAsync(path, cancel);
            return good ? 0 : 1;
        });
        return command;
    }

    /// <returns>Whether all public checks held.</returns>
    private static async Task<bool> ValidateAsync(string path, CancellationToken cancel)
    {
        Console.WriteLine($"{Repository.Shown(Path.GetFullPath(path))}:");
        try
        {
            var notebook = PublicLesson.Of(SubmissionFile.Read(Path.GetFullPath(path)));
            var lesson = new OriginalLessons(Repository.Notebooks, Repository.PathOf("release")).Of(path, notebook);
            var grader = new SubmissionGrader(lesson, Grader.Options(isUnsafe: true));
            await using (grader)
            {
                var result = await grader.GradeAsync("you", GradingPlan.Restore(lesson, notebook), cancel: cancel);
                var report = new ValidationReport(result, new ExerciseTitles([lesson]));
                foreach (var line in report.Lines) Console.WriteLine(line);
                Console.WriteLine("(Grading also makes checks that are not shown.)");
                Console.WriteLine(report.LastLine);
                return report.Passed == report.All;
            }
        }
        catch (Exception problem) when (problem is SubmissionException or NotebookFormatException or AuthoringException or GradingException)
        {
            Console.WriteLine(problem.Message);
            Console.WriteLine("public checks passed: 0, since none could be made");
            return false;
        }
    }
}
