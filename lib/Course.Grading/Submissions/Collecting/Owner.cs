using System.Text.RegularExpressions;

namespace Course.Grading;

/// <summary>Whose a file is, read off its place.</summary>
/// <param name="Student">The student's name as exported.</param>
/// <param name="IsLate">Whether the export marks the file as late.</param>
/// <param name="Place">The place within what is the student's: only of this the student chose the names.</param>
internal sealed partial record Owner(string Student, bool IsLate, IReadOnlyList<string> Place)
{
    private static readonly string[] _collections = ["submitted", "submissions"];

    /// <summary>Whether a name is one that Moodle or Canvas gives.</summary>
    public static bool IsExported(string name) => Moodle().IsMatch(name) || Canvas().IsMatch(name) || CanvasAnonymous().IsMatch(name);

    /// <summary>Reads a place below the folder of submissions.</summary>
    /// <returns>Null where it tells no student.</returns>
    public static Owner? Of(IReadOnlyList<string> place)
    {
        if (place.Count > 1 && _collections.Contains(place[0])) place = [.. place.Skip(1)];

        // Moodle: "Ada Lovelace_123_assignsubmission_file_/file", or without folders "…_file_file"; mod/assign.
        // Canvas: "lovelaceada_LATE_12_345_file", "anon_ab12c_345_file" where names are hidden; lib/content_zipper.rb.
        // nbgrader: "submitted/ada/06-momentum/06-momentum.ipynb"; and a folder or a file for each student.
        IEnumerable<string> below = place.Skip(1);
        if (Moodle().Match(place[0]) is { Success: true } moodle)
            return new(moodle.Groups["student"].Value, false, [.. below.Prepend(moodle.Groups["file"].Value).Where(part => part.Length > 0)]);
        if (Canvas().Match(place[0]) is { Success: true } canvas)
            return new($"{canvas.Groups["name"].Value}_{canvas.Groups["user"].Value}", canvas.Groups["late"].Success, [canvas.Groups["file"].Value, .. below]);
        if (CanvasAnonymous().Match(place[0]) is { Success: true } hidden)
            return new(hidden.Groups["user"].Value, hidden.Groups["late"].Success, [hidden.Groups["file"].Value, .. below]);
        var name = FileKinds.IsNotebook(place[0]) ? place[0][..place[0].LastIndexOf(".ipynb", StringComparison.OrdinalIgnoreCase)]
            : FileKinds.IsArchive(place[0]) ? place[0][..^".zip".Length] : place[0];
        return place.Count > 1 || name != place[0] ? new(name, false, place.Count > 1 ? [.. below] : place) : null;
    }

    [GeneratedRegex(@"^(?<student>.+_\d+)_assign(submission|feedback)_(file|onlinetext|comments|editpdf)_?(?<file>.*)$", RegexOptions.Singleline)]
    private static partial Regex Moodle();

    [GeneratedRegex(@"^(?<name>.+?)(?<late>_LATE)?_(?<user>\d+)_(?<attachment>\d+)_(?<file>.+)$", RegexOptions.Singleline)]
    private static partial Regex Canvas();

    [GeneratedRegex(@"^(?<late>LATE_)?(?<user>anon_[A-Za-z0-9]+)_(?<attachment>\d+)_(?<file>.+)$", RegexOptions.Singleline)]
    private static partial Regex CanvasAnonymous();
}
