namespace Course.Grading.Tests.Sandboxing;

/// <summary>Where control groups would be made, on machines as they are found.</summary>
public sealed class ControlGroupParentTests : IDisposable
{
    private readonly DirectoryInfo _machine = Directory.CreateTempSubdirectory("course-test-");

    public void Dispose() => _machine.Delete(recursive: true);

    [Theory]
    // A session of systemd's, whose own group holds processes and bounds no children; the slice around it does.
    [InlineData("cgroup2 rw 0::/app.slice/shell.scope", "app.slice: memory pids\n", "app.slice")]
    [InlineData("cgroup2 rw 0::/app.slice/shell.scope", "app.slice/shell.scope: cpu memory pids\n", "app.slice/shell.scope")]
    // A container sees its own group as the root, and bounds nothing below it.
    [InlineData("cgroup2 rw 0::/", ": \n", null)]
    [InlineData("cgroup2 rw 0::/", ": memory\n", null)]
    [InlineData("cgroup2 rw 0::/", ": cpuset cpu io memory hugetlb pids\n", "")]
    [InlineData("ext4 rw 0::/", ": memory pids\n", null)]
    public void Of_the_second_version_it_is_the_nearest_that_bounds_its_children(string system, string control, string? expected)
    {
        var (type, options, own) = (system.Split(' ')[0], system.Split(' ')[1], system.Split(' ')[2]);
        var (folder, controllers) = (control.Split(": ")[0], control.Split(": ")[1]);
        File.WriteAllText(Path.Combine(_machine.CreateSubdirectory("tree/" + folder).FullName, "cgroup.subtree_control"), controllers);
        Write($"x {_machine}/tree {type} {options} 0 0\n", own + "\n");
        var found = ControlGroupParent.FindFor(_machine.FullName);
        Assert.Equal(expected is null ? null : Path.Combine(_machine.FullName, "tree", expected).TrimEnd('/'), found?.Folders.Single());
        Assert.NotEqual(false, found?.IsUnified);
    }

    [Fact]
    public void Of_the_first_version_it_is_our_own_group_for_memory_and_for_processes()
    {
        var own = _machine.CreateSubdirectory("memory/jobs/7").FullName;
        Write(
            $"x {_machine}/memory cgroup rw,memory 0 0\nx {_machine}/pids cgroup rw,pids 0 0\nx {_machine}/unified cgroup2 rw 0 0\n",
            "8:pids:/not/seen/from/here\n4:memory:/jobs/7\n0::/\n");
        Assert.Equal([own, Path.Combine(_machine.FullName, "pids")], ControlGroupParent.FindFor(_machine.FullName)!.Folders);
    }

    private void Write(string mounts, string groups)
    {
        File.WriteAllText(Path.Combine(_machine.FullName, "mounts"), mounts);
        File.WriteAllText(Path.Combine(_machine.FullName, "cgroup"), groups);
    }
}
