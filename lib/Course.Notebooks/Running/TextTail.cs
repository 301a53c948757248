using System.Text;

namespace Course.Notebooks.Running;

/// <summary>Reads streams to their ends and remembers the last that they said, however much it was.</summary>
internal sealed class TextTail
{
    private const int Capacity = 16_000;
    private static readonly string[] Announcements = ["Process terminated", "Unhandled exception", "Stack overflow", "Fatal error"];
    private readonly StringBuilder _text = new();

    public async Task ReadAsync(StreamReader reader)
    {
        var buffer = new char[Capacity];
        while (await reader.ReadAsync(buffer) is > 0 and var count)
        {
            lock (_text)
            {
                _text.Append(buffer, 0, count);
                if (_text.Length > Capacity)
                    _text.Remove(0, _text.Length - Capacity);
            }
        }
    }

    /// <summary>The last lines; where .NET announces the end of the process, the lines from there on.</summary>
    public string LastWords(int lines)
    {
        string[] all;
        lock (_text)
            all = _text.ToString().TrimEnd().Split('\n');
        var announced = Array.FindLastIndex(all, line => Announcements.Any(words => line.StartsWith(words, StringComparison.Ordinal)));
        // Of a stack trace the cell's own part tells something; what called the cell does not.
        var last = announced >= 0
            ? all.Skip(announced)
                .TakeWhile(line => !line.StartsWith("   at Course.Notebooks.", StringComparison.Ordinal))
                .Where(line => !line.Contains("System.Runtime.CompilerServices.", StringComparison.Ordinal))
                .Take(lines)
            : all.TakeLast(lines);
        return string.Join('\n', last).Trim('\r', '\n');
    }
}
