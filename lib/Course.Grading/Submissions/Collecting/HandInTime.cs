using System.Globalization;

namespace Course.Grading;

/// <summary>Reads nbgrader's <c>timestamp.txt</c>: a date, a time and a zone, such as <c>2026-02-02 15:58:23.948203 UTC</c>.</summary>
internal static class HandInTime
{
    /// <summary>The time, or null where it cannot be read.</summary>
    /// <param name="text">What the file says. Without a zone it is UTC; a zone is an offset, or a name from the IANA's list.</param>
    public static DateTimeOffset? Parse(string text)
    {
        var parts = text.Trim().Split([' ', 'T'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 3 && !parts[2].StartsWith('+') && !parts[2].StartsWith('-'))
            return Parse($"{parts[0]} {parts[1]}") is { } time && Zone(parts[2]) is { } zone ? new(time.DateTime, zone.GetUtcOffset(time.DateTime)) : null;
        return DateTimeOffset.TryParse(string.Join(' ', parts), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read) ? read : null;
    }

    private static TimeZoneInfo? Zone(string name) => name is "UTC" or "UCT" or "GMT" or "Z" ? TimeZoneInfo.Utc
        : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
