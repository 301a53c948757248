using System.Text;

namespace Course.Grading;

/// <summary>Reads comma-separated values as people's spreadsheets write them: separated by commas, semicolons or tabs, with or without a byte order mark.</summary>
internal sealed class CsvTable
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _name;

    private CsvTable(string path, string text)
    {
        _name = Path.GetFileName(path);
        var header = text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("");
        Separator = header.Contains('\t') ? '\t' : header.Contains(';') ? ';' : ',';
        var rows = Parse(text).Where(row => row.Fields.Any(field => field.Length > 0)).ToList();
        foreach (var (name, i) in (rows is [var first, ..] ? first.Fields : []).Select((name, i) => (name.Trim(), i)))
            _columns.TryAdd(name, i);
        Rows = [.. rows.Skip(1)];
    }

    /// <summary>What stands between fields; where it is no comma, a comma may stand in a number.</summary>
    public char Separator { get; }

    /// <summary>The rows below the header, each with the number of the line in which it begins.</summary>
    public IReadOnlyList<(int Line, IReadOnlyList<string> Fields)> Rows { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="GradingException">It is not UTF-8, or lacks a column.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CsvTable Read(string path, params string[] columns)
    {
        try
        {
            var table = new CsvTable(path, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF'));
            return columns.FirstOrDefault(column => !table.Has(column)) is { } missing
                ? throw new GradingException($"{table._name} has no column '{missing}'. Its first line must name the columns: {string.Join(", ", columns)}.")
                : table;
        }
        catch (DecoderFallbackException)
        {
            throw new GradingException($"{Path.GetFileName(path)} is not UTF-8. Save it as 'CSV UTF-8'.");
        }
    }

    public bool Has(string column) => _columns.ContainsKey(column);

    /// <summary>A row's text in a column; empty where the row is shorter or the column is not there.</summary>
    public string Text(IReadOnlyList<string> fields, string column) =>
        _columns.TryGetValue(column, out var i) && i < fields.Count ? CsvText.Unguarded(fields[i].Trim()).Trim() : "";

    private IEnumerable<(int Line, IReadOnlyList<string> Fields)> Parse(string text)
    {
        var (fields, field, quoted, line, begin) = (new List<string>(), new StringBuilder(), false, 1, 1);
        for (var i = 0; i < text.Length; i++)
        {
            var (letter, next) = (text[i], i + 1 < text.Length ? text[i + 1] : '\0');
            if (letter == '\n')
                line++;
            if (quoted && letter == '"' && next == '"')
                field.Append(text[i++]);
            else if (letter == '"' && (quoted || field.Length == 0))
                quoted = !quoted;
            else if (quoted || (letter != Separator && letter is not ('\r' or '\n')))
                field.Append(letter);
            else if (letter == Separator)
                End();
            else if (letter == '\n' || next != '\n')
            {
                End();
                yield return (begin, fields);
                (fields, begin) = ([], line);
            }
        }

        End();
        yield return (begin, fields);

        void End()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }
}
