using System.Diagnostics;

namespace Course.Benchmarks;

/// <summary>What the Jupyter kernel costs, driven by Jupyter's own client in turns with ipykernel.</summary>
internal static class KernelBenchmark
{
    private const string Ours = ".net-csharp";
    private const string Theirs = "python3";
    private const int Rounds = 7;
    private const int Cells = 1000;

    public static IEnumerable<Row> Run()
    {
        var folder = Directory.CreateTempSubdirectory("course-bench");
        try
        {
            // Jupyter's own kernels are found beside it; ours is installed where nobody else sees it.
            Environment.SetEnvironmentVariable("JUPYTER_DATA_DIR", folder.FullName);
            InstallKernel();
            using var jupyter = new Peer("jupyter_kernels.py");
            List<double[]> ours = [], theirs = [];
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(jupyter.Ask($"start {Ours}"));
                theirs.Add(jupyter.Ask($"start {Theirs}"));
            }

            Row Compared(int figure, string name, double limit, string unit) => new(
                name, Statistics.Median(ours.Select(round => round[figure])), Statistics.Median(theirs.Select(round => round[figure])), limit, unit)
            {
                LimitsOurs = true,
            };
            yield return Compared(0, "start of the process to the reply to kernel_info", 1, "s");
            yield return Compared(1, "start of the process to the end of the first cell", 2, "s");
            yield return Compared(2, "round trip of 1+1, warm", 20, "ms");
            yield return new Row(
                $"growth of resident memory, cell 10 to {Cells}",
                jupyter.Ask($"cells {Ours} {Cells}")[0], jupyter.Ask($"cells {Theirs} {Cells}")[0], 300, "MiB")
            {
                LimitsOurs = true,
            };
        }
        finally
        {
            Environment.SetEnvironmentVariable("JUPYTER_DATA_DIR", null);
            folder.Delete(recursive: true);
        }
    }

    private static void InstallKernel()
    {
        using var install = Process.Start(new ProcessStartInfo("dotnet", [Program, "kernel", "install"]) { RedirectStandardOutput = true })!;
        install.StandardOutput.ReadToEnd();
        install.WaitForExit();
        if (install.ExitCode != 0)
            throw new InvalidOperationException($"`course kernel install` ended with exit code {install.ExitCode}; what it said is above.");
    }

    /// <summary>The published course command, which is the kernel too.</summary>
    private static string Program => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "cli", "course.dll"));
}
