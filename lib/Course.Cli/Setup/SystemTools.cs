namespace Course.Cli.Setup;

/// <summary>Programs and libraries of the operating system, through apt where that can be.</summary>
internal sealed class SystemTools(params Tool[] tools) : SetupStep
{
    private bool _isOptional;

    /// <summary>Tools without which whoever would use them goes on, and says so.</summary>
    public static SystemTools Optional(params Tool[] tools) => new(tools) { _isOptional = true };

    public override string Name => "installing " + string.Join(", ", Missing.Select(tool => tool.Name));

    private IEnumerable<Tool> Missing => tools.Where(tool => !tool.IsPresent());

    public override bool IsDone() => !Missing.Any();

    public override async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            await InstallAsync(cancel);
        }
        catch (CourseException failure) when (_isOptional)
        {
            Console.Error.WriteLine($"  going on without. {failure.Message}");
        }
    }

    private async Task InstallAsync(CancellationToken cancel)
    {
        var missing = Missing.ToList();
        var packages = missing.SelectMany(tool => tool.Packages).ToList();
        if (Shell.Find("apt-get") is null)
            throw new CourseException("Missing: " + string.Concat(missing.Select(tool => $"\n  {tool.Name}: {tool.Otherwise}")));

        var command = "apt-get install --no-install-recommends " + string.Join(' ', packages);
        string[] become = Environment.UserName == "root" ? [] : Shell.Find("sudo") is null
            ? throw new CourseException($"Missing: {string.Join(", ", missing.Select(tool => tool.Name))}. As an administrator, run: {command}")
            : ["sudo"];

        // Installing first: package lists are often fresh enough, and an update takes longer than some installs.
        var result = await AptAsync([.. become, "apt-get", "install", "-y", "--no-install-recommends", .. packages]);
        if (!result.Succeeded)
        {
            var update = await AptAsync([.. become, "apt-get", "update"]);
            if (!update.Succeeded)
                throw update.Failure("apt-get update", "Check the network, or run it by hand.");
            result = await AptAsync([.. become, "apt-get", "install", "-y", "--no-install-recommends", .. packages]);
        }

        if (!result.Succeeded)
            throw result.Failure(command, "Run it by hand as an administrator, or mend what it names, then run ./course again.");

        Task<ShellResult> AptAsync(string[] line) =>
            Shell.RunAsync("apt", line[0], line[1..], cancel, ("DEBIAN_FRONTEND", "noninteractive"));
    }
}
