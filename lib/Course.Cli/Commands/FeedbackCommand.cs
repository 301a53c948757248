using System.CommandLine;
using Course.Grading;

namespace Course.Cli.Commands;

internal static class FeedbackCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("dir") { Description = "The folder that ./course grade wrote." };
        var after = new Option<bool>("--after-deadline") { Description = "Also tell what the hidden checks were about." };
        var command = new Command("feedback", "Write a page for each student from the grades: each check, hints, and how many hidden checks held.") { folder, after };
        command.SetAction(parsed => Run(Path.GetFullPath(parsed.GetValue(folder)!), parsed.GetValue(after)));
        return command;
    }

    private static int Run(string folder, bool afterDeadline)
    {
        var file = Path.Combine(folder, GradesJson.FileName);
        if (!File.Exists(file))
            throw new CourseException($"There is no {Repository.Shown(file)}. First grade: ./course grade SUBMISSIONS --out {Repository.Shown(folder)}");
        var grades = GradesJson.Read(file);
        var lessons = grades.Select(grade => Path.Combine(Repository.Notebooks, grade.Lesson + ".ipynb")).Distinct().Where(File.Exists);
        var pages = FeedbackFolder.Write(folder, grades, new ExerciseTitles(lessons.Select(LessonSource.Load)), afterDeadline);
        Console.WriteLine($"{pages.Count} {(pages.Count == 1 ? "page" : "pages")} in {Repository.Shown(Path.Combine(folder, "feedback"))}, "
            + (afterDeadline ? "with what the hidden checks were about." : "without what the hidden checks are about (--after-deadline tells it)."));
        return 0;
    }
}
