namespace Course.Notebooks;

/// <summary>Puts into words what the compiler has to say of a cell: each problem with its line and a caret below the place.</summary>
internal static class ProblemText
{
    /// <summary>How many errors are shown; the rest mostly follows from the first.</summary>
    public const int MaxErrors = 20;

    private const int MaxWarnings = 10;

    /// <summary>What is shown of a cell that does not compile.</summary>
    /// <param name="failure">The errors.</param>
    /// <param name="ofCell">What the cell is called.</param>
    public static ErrorOutput Of(CellCompilationException failure, string ofCell)
    {
        var errors = failure.Errors;
        var lines = errors.Take(MaxErrors).SelectMany(error => Lines(error, ofCell)).ToList();
        if (errors.Count > MaxErrors)
            lines.Add($"… and {errors.Count - MaxErrors} more errors.");
        return new ErrorOutput(ErrorOutput.CompilationError, errors.Count > 0 ? Headline(errors[0], ofCell) : "", lines);
    }

    /// <summary>What is shown of a cell's warnings; null where there is none.</summary>
    public static string? Of(IReadOnlyList<Problem> warnings, string ofCell)
    {
        if (warnings.Count == 0)
            return null;
        var lines = warnings.Take(MaxWarnings).SelectMany(warning => Lines(warning, ofCell));
        var rest = warnings.Count > MaxWarnings ? $"\n… and {warnings.Count - MaxWarnings} more warnings." : "";
        return string.Join('\n', lines) + rest;
    }

    private static IEnumerable<string> Lines(Problem problem, string ofCell)
    {
        yield return Headline(problem, ofCell);
        if (problem.Text is null)
            yield break;

        var line = problem.Text.Lines.GetLineFromPosition(problem.Start);
        var source = line.ToString();
        yield return source;
        // Tabs stay tabs, so that the caret stands below its place however wide a tab is.
        yield return string.Concat(source.Take(problem.Start - line.Start).Select(c => c == '\t' ? '\t' : ' ')) + "^";
    }

    private static string Headline(Problem problem, string ofCell)
    {
        var where = "";
        if (problem.Text is not null)
        {
            var place = problem.Text.Lines.GetLinePosition(problem.Start);
            where = $"{(problem.Path == ofCell ? "" : problem.Path)}({place.Line + 1},{place.Character + 1}): ";
        }

        var hint = problem.Hint is null ? "" : $" ({problem.Hint})";
        return $"{where}{(problem.IsError ? "error" : "warning")} {problem.Diagnostic.Id}: {problem.Diagnostic.GetMessage()}{hint}";
    }
}
