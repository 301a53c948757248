using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Course.Notebooks;

/// <summary>Ids of cells as nbformat 4.5 wants them (JEP 62): 1 to 64 of letters, digits, <c>-</c> and <c>_</c>.</summary>
internal static partial class CellId
{
    private const int Length = 8;

    public static bool IsValid(string? id) => id is not null && Pattern().IsMatch(id);

    public static string Random() => RandomNumberGenerator.GetHexString(Length, lowercase: true);

    /// <summary>
    /// An id for a cell that has none. It follows from the cell's place and text, so that reading an old notebook twice
    /// gives the same ids.
    /// </summary>
    public static string For(int position, string source, HashSet<string> taken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{position}/{attempt}/{source}"));
            var id = Convert.ToHexStringLower(hash)[..Length];
            if (taken.Add(id))
                return id;
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex Pattern();
}
