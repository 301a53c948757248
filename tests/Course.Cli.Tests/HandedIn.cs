using Course.Grading;
using Course.Notebooks;

namespace Course.Cli.Tests;

/// <summary>Makes a class's submissions of lesson 06: right, partly right and wrong answers by a seed, and a few that are empty, damaged or endless.</summary>
internal sealed class HandedIn
{
    public const string Lesson = "06-momentum";

    /// <summary>An answer of tests/Lessons.Tests/Exercises/MomentumTests that its checks refuse, for each exercise.</summary>
    private static readonly string[][] _wrong =
    [
        ["return Math.Sqrt(γ);", "double b = 1 + γ - ηλ, c = γ; double under = b * b - 4 * c; return under < 0 ? Math.Sqrt(c) : (Math.Abs(b) + Math.Sqrt(under)) / 2;"],
        ["var v = Kept(\"v\", w); v.mul_(Momentum).add_(g, alpha: learningRate); w.add_(g, alpha: -learningRate).add_(v, alpha: -Momentum);", "w.add_(g, alpha: -learningRate);"],
        ["return η * η * σ2;", "return η * σ2 * (1 + γ) / (λ * (1 - γ) * (2 * (1 + γ) - η * λ));", "return no such thing;"],
    ];

    private readonly LessonSource _source;
    private readonly string[] _right;

    public HandedIn(string notebooks)
    {
        _source = LessonSource.Load(Path.Combine(notebooks, Lesson + ".ipynb"));
        _right = [.. Enumerable.Range(1, _wrong.Length).Select(exercise => _source.Document.Cells.Single(cell => cell.Id == $"exercise-{exercise}")).Select(Solution)];
    }

    /// <summary>Writes submissions, a folder for each student; how many end in a loop without end is given.</summary>
    public void Write(string folder, int count, int endless)
    {
        var random = new Random(count);
        for (var i = 0; i < count; i++)
        {
            var path = Path.Combine(folder, $"student-{i:000}", Lesson + ".ipynb");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var document = Release.Notebook(_source);
            for (var exercise = 0; exercise < _right.Length; exercise++)
            {
                var answer = random.NextDouble() switch
                {
                    < 0.55 => _right[exercise],
                    < 0.9 => _wrong[exercise][random.Next(_wrong[exercise].Length)],
                    _ => null, // left as it was
                };
                if (i > 0 && i % 50 == 0)
                    answer = null; // handed in as it was
                if (i % 20 == 3 && i / 20 < endless && exercise == 0)
                    answer = "while (true) { }";
                if (answer is not null)
                    Answer(document, $"exercise-{exercise + 1}", answer);
            }

            var text = document.ToJson();
            File.WriteAllText(path, i % 50 == 7 ? text[..(text.Length / 2)] : text);
        }
    }

    private static string Solution(NotebookCell cell)
    {
        var region = Regions.Of(cell).Single();
        return string.Join('\n', cell.Source.Split('\n')[region.Begin..(region.End - 1)]);
    }

    private static void Answer(NotebookDocument document, string id, string answer)
    {
        var cell = document.Cells.Single(cell => cell.Id == id);
        cell.Source = string.Join('\n', cell.Source.Split('\n').Where(line => !line.Contains("// YOUR CODE HERE", StringComparison.Ordinal))
            .Select(line => line.Contains("throw new NotImplementedException();", StringComparison.Ordinal) ? answer : line));
    }
}
