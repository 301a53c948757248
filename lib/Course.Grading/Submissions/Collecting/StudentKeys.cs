using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Course.Grading;

/// <summary>Makes keys of students' names: safe as file names, and different on every file system.</summary>
internal static partial class StudentKeys
{
    private const int MaxLength = 60;

    /// <summary>The key of each name. A name's key is the same in each run, as long as no other looks like it.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<string> names) =>
        names.Distinct(StringComparer.Ordinal).Select(name => (Name: name, Key: Safe(name)))
            .GroupBy(student => student.Key, StringComparer.OrdinalIgnoreCase)
            .SelectMany(same => same.Select(student => (
                student.Name, Key: same.Count() == 1 && IsPlain(student.Name, student.Key) ? student.Key : $"{student.Key}-{Hash(student.Name)}")))
            .ToDictionary(student => student.Name, student => student.Key, StringComparer.Ordinal);

    private static string Safe(string name)
    {
        var key = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '.' or '_' or '-' or '@' or '+') key.Append(rune);
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control)) key.Append('_');
            if (key.Length >= MaxLength) break;
        }

        var safe = key.ToString().Trim('.', '-', '_');
        return safe.Length == 0 ? "student" : safe;
    }

    /// <summary>
    /// Whether a key stands for its name alone: nothing but a blank was changed, it can be a file's name, and it does not look like a
    /// key with a hash. Letters beyond ASCII can be written in more ways than one (NFC, NFD), which some file systems take for the same.
    /// </summary>
    private static bool IsPlain(string name, string key) =>
        name.Replace(' ', '_') == key && Ascii.IsValid(key) && !Reserved().IsMatch(key) && !Hashed().IsMatch(key);

    private static string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..12];

    // Names of devices in Windows, with any ending.
    [GeneratedRegex(@"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Reserved();

    [GeneratedRegex("-[0-9a-f]{12}$", RegexOptions.IgnoreCase)]
    private static partial Regex Hashed();
}
