using System.Text;

namespace Course.Notebooks.Running;

/// <summary>Reads streams to their ends and remembers the last that they said, however much it was.</summary>
internal sealed class TextTail
{
    private const int Capacity = 4000;
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

    public string LastLines(int count)
    {
        lock (_text)
            return string.Join('\n', _text.ToString().TrimEnd().Split('\n').TakeLast(count)).Trim('\r', '\n');
    }
}
