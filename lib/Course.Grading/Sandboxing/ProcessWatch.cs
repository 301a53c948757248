namespace Course.Grading;

/// <summary>Where no control group can be made: looks every 50 ms what sandboxed processes hold together, and ends those that hold too much.</summary>
internal static class ProcessWatch
{
    private static readonly Lock _lock = new();
    private static readonly AutoResetEvent _something = new(false);
    private static List<SandboxedProcess> _watched = [];

    static ProcessWatch() => new Thread(Serve) { IsBackground = true, Name = "Sandbox watch" }.Start();

    public static void Add(SandboxedProcess process)
    {
        lock (_lock)
            _watched = [.. _watched, process];
        _something.Set();
    }

    private static void Serve()
    {
        while (true)
        {
            List<SandboxedProcess> watched;
            lock (_lock)
                watched = _watched = [.. _watched.Where(process => !process.Exited.IsCompleted)];
            if (watched.Count == 0)
            {
                _something.WaitOne();
                continue;
            }

            var byParent = ProcessTree.All().ToLookup(process => process.Parent);
            foreach (var process in watched)
                Judge(process, ProcessTree.Of(process.Id, byParent));
            Thread.Sleep(50);
        }
    }

    private static void Judge(SandboxedProcess process, List<ProcessUse> tree)
    {
        if (tree.Sum(use => use.Memory) > process.Options.Memory)
            process.Kill(SandboxedProcess.MemoryReason(process.Options));
        else if (tree.Sum(use => use.Threads) is var threads && threads > process.Options.Threads + ControlGroup.Overhead)
            process.Kill($"It had {threads} threads; {process.Options.Threads} are allowed.");
    }
}
