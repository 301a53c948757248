using Course.Notebooks;
using Course.Notebooks.Running;

// The tests of the runner start this assembly again as the process that runs cells.
return args is ["worker"] ? await NotebookWorker.RunAsync(new SessionOptions()) : 0;
