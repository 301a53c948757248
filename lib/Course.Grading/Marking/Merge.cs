using System.Text.Json;

namespace Course.Grading;

/// <summary>Joins the shares of a class that several machines have graded.</summary>
public static class Merge
{
    private const string ShareName = "share";

    /// <summary>Writes into an output folder which share it holds.</summary>
    /// <param name="folder">The output folder.</param>
    /// <param name="shard">The share; null where it holds all.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Sign(string folder, Shard? shard)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, ShareName);
        if (shard is null)
            File.Delete(path);
        else
            WholeFile.Write(path, shard + "\n");
    }

    /// <summary>The results of all shares, by lesson and student.</summary>
    /// <param name="folders">The shares' output folders.</param>
    /// <exception cref="GradingException">A share is missing, is no such folder, or two have different results of one submission.</exception>
    /// <exception cref="IOException">A share cannot be read.</exception>
    public static IReadOnlyList<GradedSubmission> Read(IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var results = new SortedDictionary<(string Lesson, string Student), (GradedSubmission Graded, string Folder)>();
        var conflicts = new List<string>();
        foreach (var folder in folders)
        {
            foreach (var graded in Grades(folder))
            {
                var key = (graded.Entry.Lesson, graded.Entry.Student);
                if (!results.TryGetValue(key, out var other) || (graded.IsSettled && !other.Graded.IsSettled))
                    results[key] = (graded, folder);
                else if (graded.IsSettled && Text(graded) != Text(other.Graded))
                    conflicts.Add($"{key.Student}, {key.Lesson}: {other.Folder} and {folder} differ.");
            }
        }

        conflicts.AddRange(Missing(folders));
        return conflicts.Count == 0
            ? [.. results.Values.Select(result => result.Graded)]
            : throw new GradingException(
                $"The shares cannot be joined:\n{string.Join('\n', conflicts)}\nGrade the same submissions with the same lessons and the same kit in each share.");
    }

    private static IEnumerable<GradedSubmission> Grades(string folder)
    {
        var path = Path.Combine(folder, GradesJson.FileName);
        return File.Exists(path)
            ? GradesJson.Read(path).Select(grade => grade.Submission)
            : throw new GradingException($"'{folder}' has no grades.json: it is no output folder of ./course grade, or its run did not get to the end. Run it again.");
    }

    private static IEnumerable<string> Missing(IEnumerable<string> folders)
    {
        List<Shard> shares = [.. folders.Select(folder => Path.Combine(folder, ShareName)).Where(File.Exists).Select(path => Shard.Parse(File.ReadAllText(path).Trim()))];
        if (shares.Select(share => share.Count).Distinct().Count() > 1)
            return [$"they are parts of different wholes: {string.Join(", ", shares)}."];
        return shares is [var any, ..]
            ? Enumerable.Range(1, any.Count).Select(number => any with { Number = number }).Except(shares).Select(share => $"share {share} is missing.")
            : [];
    }

    private static string Text(GradedSubmission graded) => graded.Key + JsonSerializer.Serialize(graded.Result, GradingJson.Line);
}
