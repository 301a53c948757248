using System.Globalization;
using System.Text;

namespace Microsoft.Data.Analysis;

public sealed partial class DataFrame
{
    public static DataFrame LoadCsv(
        string filename, char separator = ',', bool header = true, string[] columnNames = null, Type[] dataTypes = null, int numRows = -1,
        int guessRows = 10, bool addIndexColumn = false, Encoding encoding = null, bool renameDuplicatedColumns = false,
        CultureInfo cultureInfo = null)
    {
        using FileStream stream = File.OpenRead(filename);
        return LoadCsv(
            stream, separator, header, columnNames, dataTypes, numRows, guessRows, addIndexColumn, encoding, renameDuplicatedColumns, cultureInfo);
    }

    public static DataFrame LoadCsv(
        Stream csvStream, char separator = ',', bool header = true, string[] columnNames = null, Type[] dataTypes = null,
        long numberOfRowsToRead = -1, int guessRows = 10, bool addIndexColumn = false, Encoding encoding = null,
        bool renameDuplicatedColumns = false, CultureInfo cultureInfo = null, Func<IEnumerable<string>, Type> guessTypeFunction = null)
    {
        using StreamReader reader = new(csvStream, encoding ?? Encoding.UTF8, leaveOpen: true);
        return LoadCsvFromString(
            reader.ReadToEnd(), separator, header, columnNames, dataTypes, numberOfRowsToRead, guessRows, addIndexColumn,
            renameDuplicatedColumns, cultureInfo, guessTypeFunction);
    }

    /// <summary>Reads comma-separated values; unless told, a column's type is guessed from its first rows: bool, float, DateTime or string.</summary>
    public static DataFrame LoadCsvFromString(
        string csvString, char separator = ',', bool header = true, string[] columnNames = null, Type[] dataTypes = null,
        long numberOfRowsToRead = -1, int guessRows = 10, bool addIndexColumn = false, bool renameDuplicatedColumns = false,
        CultureInfo cultureInfo = null, Func<IEnumerable<string>, Type> guessTypeFunction = null)
    {
        if (dataTypes is null && guessRows <= 0)
            throw new ArgumentException($"Neither data types nor rows to guess them from were given (guessRows = {guessRows}); give either.");
        List<string[]> lines = [.. Lines(csvString, separator)];
        if (lines.Count == 0)
            throw new FormatException("An empty text was given; expected comma-separated values.");
        if (header)
        {
            columnNames ??= renameDuplicatedColumns ? Renamed(lines[0]) : lines[0];
            lines.RemoveAt(0);
        }
        if (numberOfRowsToRead >= 0 && numberOfRowsToRead < lines.Count)
            lines.RemoveRange((int)numberOfRowsToRead, lines.Count - (int)numberOfRowsToRead);

        string[][] sample = [.. lines.Take(guessRows)];
        int width = dataTypes?.Length ?? sample.Select(line => line.Length).DefaultIfEmpty(columnNames?.Length ?? 0).Max();
        DataFrame frame = new(Enumerable.Range(0, width).Select(index => Column(
            dataTypes is not null ? dataTypes[index] : (guessTypeFunction ?? GuessType)(sample.Select((line, row) => Field(line, row, index))),
            columnNames is not null && index < columnNames.Length ? columnNames[index] : $"Column{index}")));
        foreach (string[] line in lines)
            frame.Append(line, inPlace: true, cultureInfo);
        if (addIndexColumn)
            frame.Columns.Insert(0, new Int64DataFrameColumn("IndexColumn", Enumerable.Range(0, lines.Count).Select(row => (long)row)));
        return frame;
    }

    public static void SaveCsv(
        DataFrame dataFrame, string path, char separator = ',', bool header = true, Encoding encoding = null, CultureInfo cultureInfo = null)
    {
        using FileStream stream = File.Create(path);
        SaveCsv(dataFrame, stream, separator, header, encoding, cultureInfo);
    }

    /// <summary>Writes comma-separated values, numbers so that they are read back exactly; ASCII unless an encoding is given.</summary>
    public static void SaveCsv(
        DataFrame dataFrame, Stream csvStream, char separator = ',', bool header = true, Encoding encoding = null, CultureInfo cultureInfo = null)
    {
        CultureInfo culture = cultureInfo ?? CultureInfo.CurrentCulture;
        if (culture.NumberFormat.NumberDecimalSeparator == separator.ToString())
            throw new ArgumentException($"'{separator}' cannot separate columns, because it separates decimals in culture '{culture.Name}'.", nameof(separator));
        using StreamWriter writer = new(csvStream, encoding ?? Encoding.ASCII, leaveOpen: true);
        if (header)
            writer.WriteLine(string.Join(separator, dataFrame.Columns.Select(column => Quoted(column.Name, separator))));
        foreach (DataFrameRow row in dataFrame.Rows)
            writer.WriteLine(string.Join(separator, row.Select(value => Text(value, separator, culture))));
    }

    private static string Text(object value, char separator, CultureInfo culture) => value switch
    {
        float number => number.ToString("G9", culture),
        double number => number.ToString("G17", culture),
        string text => Quoted(text, separator),
        IFormattable other => other.ToString(null, culture),
        _ => value?.ToString(),
    };

    private static string Quoted(string text, char separator) =>
        text.AsSpan().IndexOfAny(separator, '\n', '"') < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";

    private static IEnumerable<string[]> Lines(string text, char separator)
    {
        List<string> fields = [];
        StringBuilder field = new();
        bool quoted = false, any = false;
        for (int index = 0; index < text.Length; index++)
        {
            char letter = text[index];
            bool doubled = letter == '"' && quoted && index + 1 < text.Length && text[index + 1] == '"';
            any |= letter is not ('\n' or '\r');
            if (doubled)
                field.Append(text[index++]);
            else if (letter == '"')
                quoted = !quoted;
            else if (quoted || (letter != separator && letter is not ('\n' or '\r')))
                field.Append(letter);
            else if (letter == separator)
                Close();
            else if (letter == '\n' && any)
                yield return Line();
        }
        if (quoted)
            throw new FormatException("A quotation mark in the comma-separated values has no partner.");
        if (any)
            yield return Line();

        void Close()
        {
            fields.Add(field.ToString());
            field.Clear();
        }

        string[] Line()
        {
            Close();
            string[] line = [.. fields];
            fields.Clear();
            any = false;
            return line;
        }
    }

    private static string Field(string[] line, int row, int index) => index < line.Length
        ? line[index]
        : throw new FormatException($"Row {row + 1} has {line.Length} values, fewer than the rows around it.");

    private static string[] Renamed(string[] names)
    {
        Dictionary<string, int> seen = [];
        return [.. names.Select(name =>
        {
            int count = seen[name] = seen.GetValueOrDefault(name) + 1;
            return count == 1 ? name : $"{name}.{count - 1}";
        })];
    }

    private static Type GuessType(IEnumerable<string> values)
    {
        Type[] kinds = [.. values
            .Where(value => !string.IsNullOrEmpty(value) && !value.Equals("null", StringComparison.OrdinalIgnoreCase))
            .Select(value =>
                bool.TryParse(value, out _) ? typeof(bool)
                : float.TryParse(value, out _) ? typeof(float)
                : DateTime.TryParse(value, out _) ? typeof(DateTime)
                : typeof(string))];
        Type[] widestFirst = [typeof(string), typeof(float), typeof(bool), typeof(DateTime)];
        return widestFirst.FirstOrDefault(kinds.Contains) ?? typeof(string);
    }

    private static DataFrameColumn Column(Type type, string name) => type switch
    {
        _ when type == typeof(bool) => new BooleanDataFrameColumn(name),
        _ when type == typeof(int) => new Int32DataFrameColumn(name),
        _ when type == typeof(long) => new Int64DataFrameColumn(name),
        _ when type == typeof(float) => new SingleDataFrameColumn(name),
        _ when type == typeof(double) => new DoubleDataFrameColumn(name),
        _ when type == typeof(DateTime) => new DateTimeDataFrameColumn(name),
        _ when type == typeof(string) => new StringDataFrameColumn(name),
        _ => throw new NotSupportedException($"Column '{name}' of {type}: expected bool, int, long, float, double, DateTime or string."),
    };
}
