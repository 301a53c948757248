using Course.Cli.Commands;
using Course.Notebooks.Running;

return args is ["worker"] ? await NotebookWorker.RunAsync() : await CourseCommand.InvokeAsync(args);
