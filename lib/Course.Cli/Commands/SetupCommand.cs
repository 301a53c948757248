using System.CommandLine;
using Course.Cli.Setup;

namespace Course.Cli.Commands;

internal static class SetupCommand
{
    public static Command Create()
    {
        var command = new Command("setup", "Set up whatever is missing, and ask the package feed once more for the real packages.");
        command.SetAction(async (_, cancel) =>
        {
            await Installer.EnsureAsync(Installer.ForLessons, cancel, again: true);
            Console.Error.WriteLine("Ready. ./course run 01 runs the first lesson, ./course doctor tells what is in use.");
            return 0;
        });
        return command;
    }
}
