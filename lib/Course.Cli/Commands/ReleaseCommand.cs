using System.CommandLine;
using Course.Grading;

namespace Course.Cli.Commands;

internal static class ReleaseCommand
{
    public static Command Create()
    {
        var lessons = new Argument<string[]>("lesson")
        {
            Description = "Lessons by number (01) or notebooks by path; all lessons where none is named.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var output = new Option<string>("--out")
        {
            Description = "Where the release goes: a new folder, an empty one, or an earlier release.",
            DefaultValueFactory = _ => Repository.PathOf("release"),
        };
        var command = new Command("release", "Make the students' version of lessons, without solutions and hidden tests; nbgrader takes it as its own.") { lessons, output };
        command.SetAction(parsed => Run(parsed.GetValue(lessons) is { Length: > 0 } named ? named : ["all"], parsed.GetValue(output)!));
        return command;
    }

    private static int Run(string[] names, string folder)
    {
        var lessons = Lessons.Find(names).Select(LessonSource.Load).ToList();
        foreach (var warning in lessons.SelectMany(LessonRules.Check).Where(problem => problem.IsWarning))
            Console.Error.WriteLine($"• {warning}");
        var manifest = ReleaseFolder.Write(lessons, folder);
        foreach (var lesson in manifest.Lessons.Where(lesson => lessons.Any(source => source.Name == lesson.Lesson)))
            Console.WriteLine($"✓ {lesson.Lesson}: {lesson.Exercises.Count} {(lesson.Exercises.Count == 1 ? "exercise" : "exercises")}, {PointText.Of(lesson.Points)}");
        Console.WriteLine($"Released to {Repository.Shown(folder)}; manifest.json there names every file.");
        return 0;
    }
}
