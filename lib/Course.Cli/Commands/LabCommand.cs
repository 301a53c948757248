using System.CommandLine;
using Course.Cli.Setup;

namespace Course.Cli.Commands;

internal static class LabCommand
{
    public static Command Create()
    {
        var command = new Command("lab", "Open the lessons in Jupyter, which is installed where it is missing.");
        command.SetAction(async (_, cancel) =>
        {
            await Installer.EnsureAsync([.. Installer.ForLessons, new SystemTools(Tool.Jupyter)], cancel);
            if (!Jupyter.Kernels().Contains(".net-csharp"))
                Console.Error.WriteLine("No C# kernel (.net-csharp) is installed for Jupyter: lessons open for reading and editing; ./course run executes them.");
            var program = Shell.Find("jupyter-lab") ?? Shell.Find("jupyter-notebook")!;
            return await Shell.RunInForegroundAsync(program,
                ["--notebook-dir=" + Repository.Notebooks, .. Environment.UserName == "root" ? new[] { "--allow-root" } : []], cancel);
        });
        return command;
    }
}
