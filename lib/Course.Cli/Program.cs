using Course.Cli;
using Course.Cli.Commands;
using Course.Cli.Setup;
using Course.Grading;
using Course.Notebooks;
using Course.Notebooks.Running;

return args switch
{
    ["worker"] => await NotebookWorker.RunAsync(new SessionOptions { ProvidedPackages = CourseLibrary.Packages, LibraryDirectory = Repository.Notebooks }),
    ["grade-worker", .. var rest] => await GradeWorker.RunAsync(Grader.Options(isUnsafe: rest is ["--unsafe"])),
    ["executor"] => await Executor.RunAsync(),
    // Jupyter waits for it: no time for the command line's parser.
    ["kernel", "run", var connectionFile] => await KernelCommand.RunAsync(connectionFile),
    _ => await CourseCommand.InvokeAsync(args),
};
