using Course.Grading;
using Course.Grading.Tests.Marking;
using Course.Grading.Tests.Sandboxing;

// Tests start this assembly again as the processes that they watch.
return args switch
{
    ["sandboxed", var deed, .. var rest] => await SandboxedProgram.RunAsync(deed, rest),
    ["executor"] => await Executor.RunAsync(),
    ["acting-worker", var log] => ActingWorker.Run(log),
    _ => 0,
};
