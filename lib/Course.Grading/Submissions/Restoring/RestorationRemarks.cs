namespace Course.Grading;

/// <summary>What was mended in a submission, in words for the student.</summary>
internal sealed class RestorationRemarks
{
    private readonly List<string> _sentences = [];
    private int _missing;

    public IReadOnlyList<string> Sentences => _missing == 0 ? _sentences
        : [.. _sentences, $"{(_missing == 1 ? "1 cell" : $"{_missing} cells")} of the lesson {(_missing == 1 ? "was" : "were")} missing in your notebook and put back."];

    public void Foreign(string lesson) =>
        _sentences.Add($"Hardly anything in this notebook is from the lesson '{lesson}'. Perhaps another notebook was handed in by mistake.");

    public void Forged(StudentCell cell) =>
        _sentences.Add($"Cell {cell.Number} of your notebook says that it gives points. Only the lesson's own checks give points, so it gives none.");

    public void PutBack(SourceCell cell, StudentCell? standing)
    {
        if (standing is null && cell.Role == CellRole.Other) _missing++;
        else if (cell.Role == CellRole.Other) return;
        else if (standing is null)
            _sentences.Add($"{Name(cell)} {(cell.Role == CellRole.Check ? "were" : "was")} missing in your notebook and put back.");
        else if (cell.Same(standing) is null)
            _sentences.Add($"{Name(cell)} {(cell.Role == CellRole.Check ? "were" : "was")} changed in your notebook (cell {standing.Number}). The lesson's own text counts.");
    }

    public void NoAnswer(SourceCell cell) =>
        _sentences.Add($"Your notebook has no cell '{cell.Id}'. The lesson's empty cell stands in its place.");

    public void Together(SourceCell cell, SourceCell other) =>
        _sentences.Add($"Your notebook has no cell '{cell.Id}'. Its answer was found in the cell '{other.Id}'.");

    /// <param name="cell">The answer.</param>
    /// <param name="standing">The student's cell that counts.</param>
    /// <param name="hasName">Whether that cell bears the answer's name.</param>
    /// <param name="named">All cells that bear it.</param>
    public void Answered(SourceCell cell, StudentCell standing, bool hasName, IReadOnlyList<StudentCell> named)
    {
        if (!hasName)
            _sentences.Add($"Cell {standing.Number} of your notebook counts as the answer '{cell.Id}'"
                + $"{(named.Count > 0 ? "; the cell of that name is empty or says less" : ", which had lost its name")}.");
        else if (named.Count > 1 && !cell.IsCode)
            _sentences.Add($"Your notebook has {named.Count} cells '{cell.Id}'. All that you wrote in them counts as the answer.");
        else if (named.Count > 1)
            _sentences.Add($"Your notebook has {named.Count} cells '{cell.Id}'. Cell {standing.Number} counts: it is the last that holds an answer.");
        if (standing.IsCode != cell.IsCode)
            _sentences.Add($"The cell '{cell.Id}' is {(cell.IsCode ? "code" : "text")}, but was {(standing.IsCode ? "code" : "text")} in your notebook. "
                + $"It was read as {(cell.IsCode ? "code" : "text")}.");
    }

    private static string Name(SourceCell cell) => cell.Role == CellRole.Check ? $"The lesson's checks '{cell.Id}'" : $"The lesson's cell '{cell.Id}'";
}
