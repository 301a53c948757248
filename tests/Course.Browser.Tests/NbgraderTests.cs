using System.Text.Json;
using Course.Grading;
using Course.Notebooks;

namespace Course.Browser.Tests;

/// <summary>A lesson that nbgrader marks, as a department would that keeps it: it runs the cells and reads points off their outputs.</summary>
[Collection(nameof(Jupyter))]
public sealed class NbgraderTests(Jupyter jupyter)
{
    [SkippableFact]
    public async Task It_gives_the_instructor_s_version_all_points_and_the_released_one_none()
    {
        Skip.If(Jupyter.Missing is not null, Jupyter.Missing);
        Skip.If(Environment.GetEnvironmentVariable("NBGRADER") is null && !await jupyter.HasPythonModuleAsync("nbgrader"), "nbgrader is not installed; NBGRADER may name the folder of its repository.");

        var lesson = LessonSource.Load(Path.Combine(Programs.Root, "notebooks", "06-momentum.ipynb"));
        var right = await GradeAsync("right", NotebookDocument.Parse(lesson.Document.ToJson()));
        var empty = await GradeAsync("empty", Release.Notebook(lesson));

        Assert.Equal(new Dictionary<string, double> { ["check-1"] = 3, ["check-2"] = 4, ["check-3"] = 3 }, right);
        Assert.Equal(right.ToDictionary(cell => cell.Key, _ => 0.0), empty);
    }

    /// <summary>Runs what is marked for nbgrader, which stands without the lesson's demonstrations, and has nbgrader read the points.</summary>
    private async Task<Dictionary<string, double>> GradeAsync(string name, NotebookDocument notebook)
    {
        foreach (var cell in notebook.Cells.Where(cell => cell.Nbgrader is null).ToList())
            notebook.Cells.Remove(cell);
        var path = jupyter.Save(name, notebook);
        await jupyter.RunPythonAsync("-m", "nbconvert", "--execute", "--allow-errors", "--inplace", path);
        var answer = await jupyter.RunPythonAsync(Path.Combine(Programs.Root, "tests", "Course.Grading.Tests", "Authoring", "nbgrader.py"), "grade", path);
        return JsonSerializer.Deserialize<Dictionary<string, double>[]>(answer.Split('\n')[0])![0];
    }
}
