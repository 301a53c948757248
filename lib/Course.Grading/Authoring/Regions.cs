using System.Text.RegularExpressions;
using Course.Notebooks;

namespace Course.Grading;

/// <summary>
/// The marked regions of a cell: <c>// BEGIN SOLUTION</c>, <c>// BEGIN HIDDEN TESTS</c> in code, <c>### BEGIN SOLUTION</c>,
/// <c>### BEGIN MARK SCHEME</c> in text, each to its END. nbgrader looks for the same words, anywhere in a line.
/// </summary>
public static partial class Regions
{
    private static readonly (RegionKind Kind, string Name)[] _names =
        [(RegionKind.Solution, "SOLUTION"), (RegionKind.HiddenTests, "HIDDEN TESTS"), (RegionKind.MarkScheme, "MARK SCHEME")];

    /// <summary>The regions of a cell, in order.</summary>
    /// <exception cref="AuthoringException">A mark has no partner, stands in another region, or is not alone in its line.</exception>
    public static IReadOnlyList<Region> Of(NotebookCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var regions = new List<Region>();
        (string Name, Region Region)? open = null;
        foreach (var (number, line) in cell.Source.Split('\n').Index())
        {
            var words = Words().Match(line);
            if (!words.Success) continue;
            var (begins, name) = (words.Groups[1].Value == "BEGIN", words.Groups[2].Value);
            var mark = (cell.Type == CellType.Code ? CodeMark() : TextMark()).Match(line);
            if (!mark.Success)
                throw Error(number, $"'{words.Value}' is not a mark as it stands. Write a line with nothing but {(cell.Type == CellType.Code ? "//" : "###")} {words.Value}");
            if (begins && open is { } outer)
                throw Error(number, $"'BEGIN {name}' stands in the region of '{outer.Name}' that begins in line {outer.Region.Begin}. End that first.");
            if (!begins && open?.Name != name)
            {
                var still = open is { } other ? $"; 'BEGIN {other.Name}' in line {other.Region.Begin} is still open" : "";
                throw Error(number, $"'END {name}' has no 'BEGIN {name}' before it{still}.");
            }

            if (begins) open = (name, new(_names.Single(known => known.Name == name).Kind, number + 1, 0, mark.Groups[1].Value));
            else regions.Add(open!.Value.Region with { End = number + 1 });
            if (!begins) open = null;
        }

        return open is { } unclosed ? throw Error(unclosed.Region.Begin - 1, $"'BEGIN {unclosed.Name}' has no 'END {unclosed.Name}' after it.") : regions;

        AuthoringException Error(int line, string what) => new(what, cell.Id, line + 1);
    }

    /// <summary>A cell's text without the lines of regions, marks too.</summary>
    public static string Without(string source, IEnumerable<Region> regions) => Replace(source, regions, _ => []);

    /// <summary>A cell's text with other lines in place of each region's.</summary>
    internal static string Replace(string source, IEnumerable<Region> regions, Func<Region, IEnumerable<string>> lines)
    {
        ArgumentNullException.ThrowIfNull(source);
        var all = source.Split('\n').ToList();
        foreach (var region in regions.OrderByDescending(region => region.Begin))
        {
            all.RemoveRange(region.Begin - 1, region.End - region.Begin + 1);
            all.InsertRange(region.Begin - 1, lines(region));
        }

        return string.Join('\n', all);
    }

    [GeneratedRegex("(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")]
    private static partial Regex Words();

    [GeneratedRegex(@"^([ \t]*)//+ ?(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)\s*$")]
    private static partial Regex CodeMark();

    [GeneratedRegex(@"^([ \t]*)###+ ?(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)\s*$")]
    private static partial Regex TextMark();
}
