namespace Course.Grading.Tests.Sandboxing;

public sealed class ConfinementTests
{
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_confined_process_starts_no_other_and_opens_no_socket_yet_computes(bool isUnsafe)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Linux confines processes; this is another system.");
        var ran = await Sandboxed.ProgramAsync(new() { Unsafe = isUnsafe }, "confined");
        Assert.Equal("refused all, then computed 1000197 and wrote text\n", ran.Output);
    }

    [SkippableFact]
    public async Task A_lesson_runs_inside_with_libtorch_and_goes_on_when_confined()
    {
        var library = Sandboxed.CourseLibrary();
        var ran = await Sandboxed.ProgramAsync(new() { Readable = [library] }, "lesson", library);
        Assert.Equal("3 True 54000000 ExternalException\n", ran.Output);
    }
}
