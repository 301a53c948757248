using System.Text.RegularExpressions;
using Course.Notebooks;

namespace Course.Grading;

/// <summary>What can be said of a lesson without running it: its metadata, marks, points, and how its checks are written.</summary>
public static partial class LessonRules
{
    /// <summary>What a lesson breaks, in the order of its cells; empty where it keeps to all rules.</summary>
    public static IReadOnlyList<LessonProblem> Check(LessonSource lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        var found = new List<(int Cell, LessonProblem Problem)>();
        var cells = new List<LessonCell>();
        foreach (var (index, cell) in lesson.Document.Cells.Index())
        {
            var problems = NbgraderMetadata.Problems(cell).Concat(ShownFilesOf(lesson, cell)).ToList();
            found.AddRange(problems.Select(problem => (index, new LessonProblem(lesson.Name, cell.Id, null, false, problem))));
            try
            {
                var regions = Regions.Of(cell);
                if (NbgraderMetadata.Problems(cell).Count == 0) cells.Add(new(index, cell, NbgraderMetadata.Read(cell), regions));
            }
            catch (AuthoringException error)
            {
                found.Add((index, new(lesson.Name, cell.Id, error.Line, false, error.Reason)));
            }
        }

        found.AddRange(OfTheWhole(lesson).Select(problem => (-1, new LessonProblem(lesson.Name, null, null, false, problem))));
        var rules = cells.SelectMany(MarkRules.Check).Concat(PointRules.Check(cells)).Concat(CheckRules.Check(cells)).Concat(NeedRules.Check(cells));
        found.AddRange(rules.Select(broken => (broken.Cell.Index, new LessonProblem(lesson.Name, broken.Cell.Id, broken.Line, broken.IsWarning, broken.Message))));
        return [.. found.OrderBy(each => each.Cell).Select(each => each.Problem)];
    }

    [GeneratedRegex(@"^[a-zA-Z0-9][a-zA-Z0-9._-]*\z")]
    private static partial Regex Name();

    private static IEnumerable<string> OfTheWhole(LessonSource lesson)
    {
        if (lesson.Document.Language is not "C#" and var language)
            yield return $"the notebook's language is {language ?? "not said"}; expected C#. Choose the C# kernel in Jupyter and save.";
        if (!Name().IsMatch(lesson.Name))
            yield return "the file's name becomes a folder's, and nbgrader's name of the assignment: begin with a letter or digit, and use letters, digits, '.', '_' and '-'.";
    }

    private static IEnumerable<string> ShownFilesOf(LessonSource lesson, NotebookCell cell) =>
        from path in cell.Type == CellType.Markdown ? ShownFiles.In(cell) : []
        where !ShownFiles.IsInside(path) || !File.Exists(Path.Combine(lesson.Folder, path))
        let place = ShownFiles.IsInside(path) ? "not there" : "outside of the lesson's folder"
        select $"it shows '{path}', which is {place}. A picture must lie in the lesson's folder to go out with it.";
}
