using System.CommandLine;
using Course.Cli.Setup;

namespace Course.Cli.Commands;

internal static class LabCommand
{
    /// <summary>
    /// A dozen figures are more than Jupyter's servers let pass in a second, and they drop what follows, errors too. The
    /// kernel itself sends no more than this.
    /// </summary>
    private static readonly string[] _dataRate = [.. new[] { "NotebookApp", "ServerApp" }.Select(server => $"--{server}.iopub_data_rate_limit=100000000")];

    public static Command Create()
    {
        var rest = new Argument<string[]>("argument")
        {
            Description = "Arguments for Jupyter, after --: ./course lab -- --no-browser --port=8890",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var solutions = new Option<bool>("--solutions") { Description = "Open the lessons themselves (notebooks/), with their solutions: for who writes or teaches them." };
        var command = new Command("lab", "Open your own copy of the lessons (work/) in JupyterLab or Notebook, which is installed where it is missing.") { solutions, rest };
        command.SetAction(async (parsed, cancel) =>
        {
            await Installer.EnsureAsync([.. KernelCommand.Needs, new SystemTools(Tool.Jupyter)], cancel);
            InstallKernel();
            var folder = parsed.GetValue(solutions) ? Repository.Notebooks : Repository.PathOf("work");
            if (!parsed.GetValue(solutions))
            {
                foreach (var news in new WorkingCopy(Repository.Notebooks, folder).Refresh())
                    Console.Error.WriteLine($"• {news}");
            }

            return await Shell.RunInForegroundAsync(Jupyter.Program!,
                ["--notebook-dir=" + folder, .. _dataRate, .. Environment.UserName == "root" ? new[] { "--allow-root" } : [], .. parsed.GetValue(rest)!], cancel);
        });
        return command;
    }

    /// <summary>Tells Jupyter of the kernel; where there is another one of its name, lessons run on that.</summary>
    private static void InstallKernel()
    {
        try
        {
            KernelSpec.Install(Jupyter.OwnKernels, Jupyter.KernelFolders(), replace: false);
        }
        catch (CourseException other)
        {
            Console.Error.WriteLine($"• {other.Message}");
        }
    }
}
