using System.Diagnostics;
using Course.Cli.Tests;

namespace Course.Benchmarks;

/// <summary>
/// What grading a class costs, by the installed course command: right, partly right, wrong, empty, damaged and endless submissions of one lesson on as many
/// cores as there are; and whether a run that is killed again and again comes to the same grades.
/// </summary>
internal static class GradeBenchmark
{
    private const int Kills = 20;
    private static readonly TimeSpan _longest = TimeSpan.FromHours(1);

    private static string Program => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "cli", "course.dll"));

    private static string Notebooks => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "notebooks"));

    public static IEnumerable<Row> Run(int submissions)
    {
        var folder = Directory.CreateTempSubdirectory("course-bench");
        try
        {
            string In(string name) => Path.Combine(folder.FullName, name);
            var endless = submissions >= 100 ? 2 : 0;
            new HandedIn(Notebooks).Write(In("class"), submissions, endless);
            var watch = Stopwatch.StartNew();
            var memory = Watch(In("class"), In("grades"));
            var seconds = watch.Elapsed.TotalSeconds;
            yield return new Row($"a submission of {HandedIn.Lesson}, {submissions} of them, {endless} endless, {Environment.ProcessorCount} cores", seconds / submissions, null, 1, "s");
            yield return new Row("  submissions a minute", submissions / (seconds / 60), null, null, "");
            yield return new Row("  peak memory of all processes", memory / 1e9, null, 4, "GB");

            var few = Math.Min(submissions, 40);
            new HandedIn(Notebooks).Write(In("few"), few, endless: 0);
            Watch(In("few"), In("whole"));
            var (left, died) = (0, 0);
            var random = new Random(1);
            while (died < Kills)
            {
                using var killed = new GradeProcess(Program, In("few"), "--out", In("killed"));
                if (killed.EndsWithin(TimeSpan.FromSeconds(1 + 8 * random.NextDouble())))
                    Directory.Delete(In("killed"), recursive: true); // it was done: once more from the beginning
                else
                {
                    left += killed.Kill();
                    died++;
                }
            }

            Watch(In("few"), In("killed"));
            var rows = File.ReadLines(Path.Combine(In("whole"), "grades.csv")).Zip(File.ReadLines(Path.Combine(In("killed"), "grades.csv")));
            yield return new Row($"grades of {few} that differ after {Kills} kills", rows.Count(row => row.First != row.Second), null, 0, "");
            yield return new Row("  processes that were left behind", left, null, 0, "");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Grades a class to the end.</summary>
    /// <returns>The most bytes of memory that all processes held together.</returns>
    private static long Watch(string submissions, string output)
    {
        using var grading = new GradeProcess(Program, submissions, "--out", output);
        var most = 0L;
        var watch = Stopwatch.StartNew();
        while (!grading.EndsWithin(TimeSpan.FromMilliseconds(250)) && watch.Elapsed < _longest)
            most = Math.Max(most, ProcessTree.Of(grading.Id).Sum(process => ProcessTree.Memory(process.Id)));
        if (File.Exists(Path.Combine(output, "grades.csv")))
            return most;
        grading.Kill();
        throw new InvalidOperationException($"The class was not graded:\n{grading.Result.Output}");
    }
}
