using System.CommandLine;
using Course.Cli.Setup;

namespace Course.Cli.Commands;

internal static class LabCommand
{
    public static Command Create()
    {
        var rest = new Argument<string[]>("argument")
        {
            Description = "Arguments for Jupyter, after --: ./course lab -- --no-browser --port=8890",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("lab", "Open your own copy of the lessons (work/) in JupyterLab or Notebook, which is installed where it is missing.") { rest };
        command.SetAction(async (parsed, cancel) =>
        {
            await Installer.EnsureAsync([.. Installer.ForLessons, new SystemTools(Tool.ZeroMq, Tool.Jupyter)], cancel);
            var copies = Repository.PathOf("work");
            foreach (var news in new WorkingCopy(Repository.Notebooks, copies).Refresh())
                Console.Error.WriteLine($"• {news}");
            var program = Shell.Find("jupyter-lab") ?? Shell.Find("jupyter-notebook")!;
            return await Shell.RunInForegroundAsync(program,
                ["--notebook-dir=" + copies, .. Environment.UserName == "root" ? new[] { "--allow-root" } : [], .. parsed.GetValue(rest)!], cancel);
        });
        return command;
    }
}
