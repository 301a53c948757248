namespace Course.Grading;

/// <summary>Whether this machine lets us make sandboxes.</summary>
internal static class SandboxProbe
{
    private const string Otherwise = "Or give --unsafe: submissions then run with your own rights, and can read and delete your files and use the network.";

    /// <summary>Whether a sandbox is made by nobody rather than by root; known once <see cref="FindProblem"/> has tried.</summary>
    public static bool BecomesNobody { get; private set; }

    /// <summary>Makes one, and says why it could not be.</summary>
    /// <returns>Null where it could.</returns>
    public static string? FindProblem()
    {
        if (!OperatingSystem.IsLinux())
            return $"The sandbox needs Linux. Grade in a container, a virtual machine or WSL 2. {Otherwise}";
        foreach (var (program, package) in (ReadOnlySpan<(string, string)>)[("bwrap", "bubblewrap"), ("prlimit", "util-linux")])
        {
            if (SearchPath.Find(program) is null)
            {
                return $"The sandbox needs the program {program}, which is not installed. "
                    + $"As an administrator, run: apt-get install {package} (dnf and pacman name the package so too). {Otherwise}";
            }
        }

        BecomesNobody = Environment.UserName == "root" && SearchPath.Find("setpriv") is not null;
        var words = TryAsync().GetAwaiter().GetResult();
        if (words is not null && BecomesNobody)
        {
            BecomesNobody = false; // where only root may make namespaces
            words = TryAsync().GetAwaiter().GetResult();
        }

        return words is null ? null : $"The sandbox cannot be made here: {words} {Advice(words)} {Otherwise}";
    }

    /// <returns>What went wrong; null where nothing did.</returns>
    private static async Task<string?> TryAsync()
    {
        try
        {
            await using var process = Sandbox.Launch(["true"], new SandboxOptions(), BecomesNobody);
            if (await Task.WhenAny(process.Exited, Task.Delay(TimeSpan.FromSeconds(60))).ConfigureAwait(false) != process.Exited)
                return "bwrap did not end within 60 seconds.";
            return await process.Exited.ConfigureAwait(false) == 0 ? null : $"bwrap says '{process.Errors.Trim()}'.";
        }
        catch (SandboxException failure)
        {
            return failure.Message;
        }
    }

    private static string Advice(string words) =>
        Setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1" ? Sysctl("kernel.apparmor_restrict_unprivileged_userns=0")
        : Setting("/proc/sys/kernel/unprivileged_userns_clone") == "0" ? Sysctl("kernel.unprivileged_userns_clone=1")
        : Setting("/proc/sys/user/max_user_namespaces") == "0" ? Sysctl("user.max_user_namespaces=10000")
        : words.Contains("Unknown option", StringComparison.Ordinal) ? "Bubblewrap 0.6 or newer is needed."
        : words.Contains("proc", StringComparison.Ordinal) || words.Contains("namespace", StringComparison.Ordinal)
            ? "In a container, start it so that it may make namespaces and mount /proc: --privileged, or "
                + "--security-opt seccomp=unconfined --security-opt systempaths=unconfined (Kubernetes: procMount: Unmasked)."
        : "";

    private static string Sysctl(string setting) => $"This system forbids user namespaces. As an administrator, run: sysctl -w {setting}.";

    private static string? Setting(string file) => File.Exists(file) ? File.ReadAllText(file).Trim() : null;
}
