using System.CommandLine;
using Course.Cli;
using Course.Cli.Commands;
using Course.Notebooks.Running;

if (args is ["worker"])
    return await NotebookWorker.RunAsync();

var root = new RootCommand("A course on optimization for deep learning, in C# notebooks. Each command first sets up what it needs and what is missing.")
{
    SetupCommand.Create(),
    RunCommand.Create(),
    TestCommand.Create(),
    DoctorCommand.Create(),
    LabCommand.Create(),
    BenchCommand.Create(),
};

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (CourseException exception)
{
    Console.Error.WriteLine($"course: {exception.Message}");
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("course: stopped.");
    return 130;
}
