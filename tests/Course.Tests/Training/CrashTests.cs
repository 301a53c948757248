using System.Diagnostics;

namespace Course.Tests.Training;

public sealed class CrashTests
{
    [Fact]
    public void Thirty_runs_that_were_killed_at_random_moments_and_resumed_end_as_one_that_was_not()
    {
        var (undisturbed, network) = LongRun.Make(checkpoint: null);
        undisturbed.RunSteps(LongRun.Steps);
        var expected = LongRun.Left(undisturbed, network);

        using var folder = new TemporaryFolder();
        var random = new Random(1);
        var resumedAt = new List<long>();
        for (var run = 0; run < 30; run++)
        {
            var checkpoint = Path.Combine(folder.FullName, $"{run}.safetensors");
            KillAfter(random.Next(1, LongRun.Steps - 5), random.Next(5), checkpoint);
            var (trainer, resumed) = LongRun.Make(checkpoint);
            Assert.Equal(File.Exists(checkpoint), trainer.Resume());
            resumedAt.Add(trainer.Steps);
            trainer.RunSteps(LongRun.Steps - trainer.Steps);

            Assert.Equal(expected, LongRun.Left(trainer, resumed));
            Assert.Empty(Directory.GetFiles(folder.FullName, $"{run}.*.tmp"));
        }
        Assert.True(resumedAt.Distinct().Count() > 10, $"All were killed at about the same moment, with {string.Join(", ", resumedAt)} steps saved.");
    }

    /// <summary>Kills a training some milliseconds after it told of a step, wherever it then is.</summary>
    private static void KillAfter(int step, int milliseconds, string checkpoint)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(CrashTests).Assembly.Location, "train", checkpoint]) { RedirectStandardOutput = true })!;
        while (process.StandardOutput.ReadLine() is { } line && line != $"{step}") { }
        Thread.Sleep(milliseconds);
        Assert.False(process.HasExited, "The training ended before it was killed.");
        process.Kill();
        process.WaitForExit();
    }
}
