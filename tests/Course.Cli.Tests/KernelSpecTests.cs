using System.Text.Json.Nodes;
using Course.Cli.Setup;

namespace Course.Cli.Tests;

public sealed class KernelSpecTests : IDisposable
{
    private const string DotnetInteractive = """{"argv": ["dotnet", "interactive", "jupyter", "{connection_file}"], "display_name": ".NET (C#)", "language": "C#"}""";

    private readonly DirectoryInfo _kernels = Directory.CreateTempSubdirectory("kernels");

    public KernelSpecTests() => Skip.If(!File.Exists(WebFiles.Assets.PlotlyScript), "plotly.js is not installed; ./course setup does it.");

    private string Folder => Path.Combine(_kernels.FullName, ".net-csharp");

    private string Spec => Path.Combine(Folder, "kernel.json");

    public void Dispose() => _kernels.Delete(recursive: true);

    [SkippableFact]
    public void What_is_installed_starts_this_course_and_tells_how_many_threads_to_use()
    {
        Install();
        var spec = JsonNode.Parse(File.ReadAllText(Spec))!;

        Assert.Equal(["kernel", "run", "{connection_file}"], spec["argv"]!.AsArray().Skip(1).Select(argument => (string?)argument));
        Assert.True(Path.IsPathRooted((string?)spec["argv"]![0]));
        Assert.Equal("C# (Course)", (string?)spec["display_name"]);
        Assert.Equal("message", (string?)spec["interrupt_mode"]);
        Assert.Equal("PASSIVE", (string?)spec["env"]!["OMP_WAIT_POLICY"]);
        Assert.Equal($"{Environment.ProcessorCount}", (string?)spec["env"]!["OMP_NUM_THREADS"]);
        Assert.True(Directory.Exists((string?)spec["env"]!["DOTNET_ROOT"]));
        Assert.True(File.Exists(Path.Combine(Folder, "plotly.min.js")));
        Assert.Equal("C# (Course), this course's", KernelSpec.InWords(Folder));
    }

    [SkippableFact]
    public void Installing_again_and_uninstalling_leaves_nothing()
    {
        Install();
        Install();

        Assert.Equal(Folder, KernelSpec.Uninstall(_kernels.FullName));
        Assert.False(Directory.Exists(Folder));
        Assert.Null(KernelSpec.Uninstall(_kernels.FullName));
    }

    [SkippableFact]
    public void Another_kernel_of_the_name_stays_unless_it_is_to_be_replaced_and_then_comes_back()
    {
        InstallOther(Folder);
        var refusal = Assert.Throws<CourseException>(() => Install());
        Assert.Contains("--replace", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(DotnetInteractive, File.ReadAllText(Spec));
        Assert.Null(KernelSpec.Uninstall(_kernels.FullName));

        Install(replace: true);
        Assert.Contains("Course", KernelSpec.InWords(Folder), StringComparison.Ordinal);
        KernelSpec.Uninstall(_kernels.FullName);
        Assert.Equal(DotnetInteractive, File.ReadAllText(Spec));
        Assert.Equal(".NET (C#)", KernelSpec.InWords(Folder));
    }

    [SkippableFact]
    public void A_kernel_of_the_name_in_another_of_Jupyters_folders_is_not_hidden_unasked()
    {
        var elsewhere = _kernels.CreateSubdirectory("elsewhere/.NET-CSharp").FullName;
        InstallOther(elsewhere);

        Assert.Contains(elsewhere, Assert.Throws<CourseException>(() => Install(elsewhere: elsewhere)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Spec));
        Install(replace: true, elsewhere);
        Assert.True(File.Exists(Spec));
    }

    [SkippableFact]
    public void The_kernel_of_another_copy_of_the_course_is_told_apart_and_gives_way()
    {
        Install();
        var moved = JsonNode.Parse(File.ReadAllText(Spec))!;
        moved["argv"]![0] = "/moved/build/cli/course";
        File.WriteAllText(Spec, moved.ToJsonString());

        Assert.Contains("another copy of the course: /moved/build/cli/course, which is gone", KernelSpec.InWords(Folder), StringComparison.Ordinal);
        Install();
        Assert.Equal("C# (Course), this course's", KernelSpec.InWords(Folder));
    }

    [SkippableFact]
    public void Where_Jupyter_takes_another_kernel_first_that_is_said()
    {
        var elsewhere = _kernels.CreateSubdirectory("elsewhere/.net-csharp").FullName;
        InstallOther(elsewhere);
        Install(replace: true, elsewhere);

        Assert.Contains($"before it: {elsewhere} (.NET (C#))", KernelSpec.Rival(Folder, [elsewhere, Folder]), StringComparison.Ordinal);
        Assert.Null(KernelSpec.Rival(Folder, [Folder, elsewhere]));
        Assert.Null(KernelSpec.Rival(elsewhere, [Folder, elsewhere])); // the same program
        Assert.Null(KernelSpec.Rival(Folder, []));
    }

    [SkippableFact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        var file = Path.Combine(_kernels.FullName, "file");
        File.WriteAllText(file, "");

        Assert.StartsWith($"The kernel cannot be installed in {Path.Combine(file, ".net-csharp")}",
            Assert.Throws<CourseException>(() => KernelSpec.Install(file, [], replace: false)).Message, StringComparison.Ordinal);
    }

    private static void InstallOther(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "kernel.json"), DotnetInteractive);
    }

    private void Install(bool replace = false, params string[] elsewhere) => KernelSpec.Install(_kernels.FullName, elsewhere, replace);
}
