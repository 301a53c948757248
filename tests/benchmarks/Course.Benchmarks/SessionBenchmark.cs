using System.Globalization;
using Course.Notebooks;
using Course.Notebooks.Running;

namespace Course.Benchmarks;

/// <summary>What a C# session costs: starting one, and keeping one for a thousand cells. Runs the installed course command as `./course run` does.</summary>
internal static class SessionBenchmark
{
    private const int Starts = 7;
    private const int Cells = 1000;
    private const string ResidentMebibytes = "System.Diagnostics.Process.GetCurrentProcess().WorkingSet64 / 1048576.0";

    public static IEnumerable<Row> Run()
    {
        var starts = Enumerable.Range(0, Starts).Select(_ => Execute(["1 + 1"]).Elapsed.TotalSeconds);
        yield return new Row("start of the process to the end of 1 + 1", Statistics.Median(starts), null, 1.5, "s");

        var (plain, resident) = Thousand(number => $"var x{number} = {number}; x{number} + 1");
        yield return new Row($"growth of resident memory, cell 10 to {Cells}", resident, null, 300, "MiB");
        yield return Growth("a variable and a sum", plain);
        yield return Growth("a variable, printed", Thousand(number => $"var x{number} = {number}; Console.WriteLine(x{number});").Result);
    }

    /// <summary>Runs a thousand cells; the tenth and the last say how much memory is resident.</summary>
    private static (NotebookResult Result, double ResidentGrowth) Thousand(Func<int, string> cell)
    {
        var sources = Enumerable.Range(1, Cells).Select(cell).ToArray();
        sources[10 - 1] = sources[Cells - 1] = ResidentMebibytes;
        var (result, document) = ExecuteDocument(sources);
        if (result.Status != RunStatus.Succeeded)
            throw new InvalidOperationException($"The thousand cells did not run: {result.Problem}");
        double Resident(int number) => double.Parse(
            document.Cells[number - 1].Outputs[0]!["data"]!["text/plain"]!.AsArray()[0]!.GetValue<string>(), CultureInfo.InvariantCulture);
        return (result, Resident(Cells) - Resident(10));
    }

    /// <summary>How much longer the last cells take than the tenth: medians over ten neighbours, since a single cell's time is mostly chance.</summary>
    private static Row Growth(string cells, NotebookResult result)
    {
        double Around(int number) => Statistics.Median(result.Cells.Skip(number - 5).Take(10).Select(run => run.Elapsed.TotalMilliseconds));
        return new Row($"the last cells over the tenth ({Around(10):0.0} ms): {cells}", Around(Cells - 6) / Around(10), null, 2, "×");
    }

    private static NotebookResult Execute(string[] sources) => ExecuteDocument(sources).Result;

    private static (NotebookResult Result, NotebookDocument Document) ExecuteDocument(string[] sources)
    {
        var folder = Directory.CreateTempSubdirectory("course-bench");
        try
        {
            var document = NotebookDocument.Parse("""{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}""");
            foreach (var source in sources)
                document.Cells.Add(new NotebookCell(CellType.Code, source));
            var path = Path.Combine(folder.FullName, "cells.ipynb");
            document.Save(path);
            var runner = new NotebookRunner(new RunOptions
            {
                OutputFolder = Path.Combine(folder.FullName, "out"),
                WorkerCommand = ["dotnet", Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "cli", "course.dll")), "worker"],
            });
            var result = runner.RunAsync([path], new Progress<RunProgress>()).GetAwaiter().GetResult()[0];
            return (result, NotebookDocument.Load(result.OutputPath!));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
