using System.Globalization;
using System.Text;
using Course.Notebooks.Pages;

namespace Course.Grading;

/// <summary>What people mark: a table in which they write their marks, and a page to read the answers from, cell by cell.</summary>
internal static class ToMark
{
    /// <summary>The table's file in the output folder.</summary>
    public const string TableName = "to-mark.csv";

    /// <summary>The page's file in the output folder.</summary>
    public const string PageName = "to-mark.html";

    /// <summary>Writes table and page; where there is nothing to mark, none is there afterwards.</summary>
    /// <param name="folder">The output folder.</param>
    /// <param name="grades">All grades.</param>
    /// <param name="waiting">Marks whose submissions are not graded yet; the table keeps them.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<FinalGrade> grades, IReadOnlyList<ManualMark> waiting)
    {
        var cells = grades.SelectMany(
            grade => grade.Submission.Result.Cells.Where(cell => cell.Status == GradeStatus.Manual),
            (grade, cell) => (Grade: grade, Cell: cell, Text: grade.Submission.Answers.GetValueOrDefault(cell.GradeId, ""))).ToList();
        var (table, page) = (Path.Combine(folder, TableName), Path.Combine(folder, PageName));
        if (cells.Count + waiting.Count == 0)
        {
            File.Delete(table);
            File.Delete(page);
            return;
        }

        string[] header = ["student", "name", "lesson", "grade_id", "points", "mark", "answer", "file"];
        WholeFile.Write(table, CsvText.Table([header, .. cells.Select(one => Row(one.Grade, one.Cell, one.Text)), .. waiting.Select(Row)]), bom: true);
        var html = new StringBuilder();
        foreach (var group in cells.GroupBy(one => (one.Grade.Lesson, one.Cell.GradeId, one.Cell.Points)))
        {
            html.Append(CultureInfo.InvariantCulture, $"<h2>{Html.Escape(group.Key.Lesson)}, {Html.Escape(group.Key.GradeId)}: {PointText.Of(group.Key.Points)}</h2>\n");
            foreach (var (grade, cell, text) in group)
            {
                var mark = cell.Score is { } score ? string.Create(CultureInfo.InvariantCulture, $"marked: {score}") : "to mark";
                html.Append(CultureInfo.InvariantCulture, $"<section id=\"{Anchor(grade, cell)}\"><h3>{Html.Escape(grade.Submission.Entry.Name)} ({mark})</h3>\n");
                html.Append(CultureInfo.InvariantCulture, $"<pre>{Html.Escape(text)}</pre></section>\n");
            }
        }

        WholeFile.Write(page, $$"""
            <!DOCTYPE html>
            <html lang="en">
            <meta charset="utf-8">
            <title>To mark</title>
            <style>
            body { font: 1rem/1.5 sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #8881; padding: 1rem; unicode-bidi: isolate }
            section:target { outline: 3px solid #08f }
            </style>
            <h1>To mark</h1>
            <p>Write the points into the column <em>mark</em> of {{TableName}}, and run <code>./course grade</code> once more.</p>

            """ + html);
    }

    private static string[] Row(FinalGrade grade, CellGrade cell, string text) =>
    [
        CsvText.Field(grade.Student), CsvText.Field(grade.Submission.Entry.Name), CsvText.Field(grade.Lesson), CsvText.Field(cell.GradeId),
        CsvText.Field(cell.Points), CsvText.Field(cell.Score), CsvText.Field(ManualMarks.NameOf(text)), CsvText.Field($"{PageName}#{Anchor(grade, cell)}"),
    ];

    private static string[] Row(ManualMark mark) =>
        [CsvText.Field(mark.Student), "", CsvText.Field(mark.Lesson), CsvText.Field(mark.GradeId), "", CsvText.Field(mark.Points), CsvText.Field(mark.Answer), ""];

    private static string Anchor(FinalGrade grade, CellGrade cell) => Uri.EscapeDataString($"{grade.Lesson}.{cell.GradeId}.{grade.Student}");
}
