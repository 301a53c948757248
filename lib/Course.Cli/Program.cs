using Course.Cli;
using Course.Cli.Commands;
using Course.Cli.Setup;
using Course.Notebooks;
using Course.Notebooks.Running;

return args is ["worker"]
    ? await NotebookWorker.RunAsync(new SessionOptions { ProvidedPackages = CourseLibrary.Packages, LibraryDirectory = Repository.Notebooks })
    : await CourseCommand.InvokeAsync(args);
