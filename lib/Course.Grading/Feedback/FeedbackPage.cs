using System.Globalization;
using System.Reflection;
using System.Text;
using Course.Notebooks.Pages;

namespace Course.Grading;

/// <summary>What a student is told of all that he or she handed in, as one HTML page that needs no other file, runs no script and asks no network.</summary>
public static class FeedbackPage
{
    /// <summary>The page.</summary>
    /// <param name="grades">One student's grades, of any number of lessons.</param>
    /// <param name="titles">What lessons and exercises are called.</param>
    /// <param name="afterDeadline">Whether it also tells what hidden checks were about; else only how many held.</param>
    /// <exception cref="ArgumentException">There is no grade, or they are of more than one student.</exception>
    public static string ToHtml(IReadOnlyList<FinalGrade> grades, ExerciseTitles titles, bool afterDeadline)
    {
        ArgumentNullException.ThrowIfNull(grades);
        ArgumentNullException.ThrowIfNull(titles);
        if (grades.Select(grade => grade.Student).Distinct().Count() != 1)
            throw new ArgumentException("A page is for one student, with at least one grade.", nameof(grades));

        var name = grades[0].Submission.Entry.Name;
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<header><h1>Feedback for {SafeText.Line(name)}</h1></header>\n<main>\n");
        if (grades.Count > 1) WriteSummary(html, grades, titles);
        foreach (var (number, grade) in grades.Index()) WriteLesson(html, number, grade, titles, afterDeadline);
        html.Append("</main>\n");
        return Wrap($"Feedback for {SafeText.Visible(name)}", html.ToString());
    }

    private static void WriteSummary(StringBuilder html, IReadOnlyList<FinalGrade> grades, ExerciseTitles titles)
    {
        html.Append("<table><caption>All lessons</caption><thead><tr><th scope=\"col\">Lesson</th><th scope=\"col\">Points</th><th scope=\"col\">of</th></tr></thead>\n<tbody>\n");
        foreach (var (number, grade) in grades.Index())
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\"><a href=\"#lesson-{number}\">{SafeText.Line(titles.Of(grade.Lesson))}</a></th>")
                .Append(CultureInfo.InvariantCulture, $"<td>{grade.Final:0.###}</td><td>{grade.Points:0.###}</td></tr>\n");
        }

        html.Append("</tbody></table>\n");
    }

    private static void WriteLesson(StringBuilder html, int number, FinalGrade grade, ExerciseTitles titles, bool afterDeadline)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section aria-labelledby=\"lesson-{number}\">\n<h2 id=\"lesson-{number}\">{SafeText.Line(titles.Of(grade.Lesson))}</h2>\n");
        var rest = grade.State == GradeState.ToMark ? " so far: a person marks the rest" : "";
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"total\"><strong>{PointText.Of(grade.Final, grade.Points)}</strong>{rest}</p>\n");
        if (grade.Penalty > 0)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"notice\">It came {Duration(grade.Late)}late. {PointText.Penalty(grade)}</p>\n");
        if (grade.Submission.Problem is { } problem) html.Append(CultureInfo.InvariantCulture, $"<p class=\"notice failed\">{SafeText.Line(problem)}</p>\n");
        // What keeps all from being read is said once, and not of each exercise.
        var remarks = grade.Submission.Result.Remarks.Where(remark => remark != grade.Submission.Problem).ToList();
        if (remarks.Count > 0)
        {
            html.Append("<div class=\"notice\"><p>What was noticed in your notebook:</p>\n<ul>\n");
            foreach (var remark in remarks) html.Append(CultureInfo.InvariantCulture, $"<li>{SafeText.Line(remark)}</li>\n");
            html.Append("</ul></div>\n");
        }

        foreach (var cell in grade.Submission.Result.Cells)
        {
            var shown = cell.Message is not null && cell.Message == grade.Submission.Problem ? cell with { Message = null } : cell;
            FeedbackCell.Write(html, titles.Of(grade.Lesson, cell.GradeId), shown, afterDeadline);
        }

        html.Append("</section>\n");
    }

    private static string Duration(TimeSpan? late) => late switch
    {
        null => "",
        { TotalDays: >= 1 } time => $"{time.Days} d {time.Hours} h ",
        { TotalHours: >= 1 } time => $"{time.Hours} h {time.Minutes} min ",
        { } time => $"{Math.Max(1, time.Minutes)} min ",
    };

    /// <summary>The page around it, in the lessons' own style, with the system's fonts in place of files.</summary>
    private static string Wrap(string title, string content) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <title>{Html.Escape(title)}</title>
        <link rel="icon" href="data:,">
        <style>
        {string.Join('\n', Html.Asset("page.css").Split('\n').Where(line => !line.StartsWith("@font-face", StringComparison.Ordinal)))}
        {OwnStyle()}
        </style>
        </head>
        <body class="feedback">
        {content}</body>
        </html>

        """;

    private static string OwnStyle()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Course.Grading.Feedback.feedback.css")!);
        return reader.ReadToEnd();
    }
}
