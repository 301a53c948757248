using System.Text.RegularExpressions;

namespace Course.Kernel;

/// <summary>The cells that ran in this kernel's life.</summary>
internal sealed class CellHistory
{
    /// <summary>The number of this kernel's session; earlier ones are not kept.</summary>
    public const int Session = 1;

    private readonly List<HistoryEntry> _entries = [];

    public void Add(HistoryEntry entry) => _entries.Add(entry);

    /// <summary>The last cells.</summary>
    public IEnumerable<HistoryEntry> Tail(int count) => _entries.TakeLast(count);

    /// <summary>The cells from one number up to, and without, another.</summary>
    /// <param name="session">1, or 0 for the current session.</param>
    /// <param name="start">The first number.</param>
    /// <param name="stop">The number after the last one; null: to the end.</param>
    public IEnumerable<HistoryEntry> Range(int session, int start, int? stop) =>
        session is 0 or Session ? _entries.Where(entry => entry.Number >= start && entry.Number < (stop ?? int.MaxValue)) : [];

    /// <summary>The last cells whose whole text matches a pattern in which * stands for any text and ? for any character.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="isUnique">Whether of equal texts only the last is given.</param>
    /// <param name="count">How many at most; null: all.</param>
    public IEnumerable<HistoryEntry> Search(string pattern, bool isUnique, int? count)
    {
        var expression = new Regex($"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$",
            RegexOptions.Singleline | RegexOptions.NonBacktracking);
        var found = _entries.Where(entry => expression.IsMatch(entry.Input));
        if (isUnique)
            found = found.Reverse().DistinctBy(entry => entry.Input).Reverse();
        return count is { } limit ? found.TakeLast(limit) : found;
    }
}
