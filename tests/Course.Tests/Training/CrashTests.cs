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
        var delays = new Random(1);
        var resumedAt = new List<long>();
        for (var run = 0; run < 30; run++)
        {
            var checkpoint = Path.Combine(folder.FullName, $"{run}.safetensors");
            KillAfter(delays.Next(200), checkpoint); // the run takes at least 600 ms
            var (trainer, resumed) = LongRun.Make(checkpoint);
            Assert.Equal(File.Exists(checkpoint), trainer.Resume());
            resumedAt.Add(trainer.Steps);
            trainer.RunSteps(LongRun.Steps - trainer.Steps);

            Assert.Equal(expected, LongRun.Left(trainer, resumed));
            Assert.Empty(Directory.GetFiles(folder.FullName, $"{run}.*.tmp"));
        }
        Assert.Contains(resumedAt, step => step > 0);
        Assert.All(resumedAt, step => Assert.True(step < LongRun.Steps, $"The training was not killed: it had made all {step} steps."));
    }

    private static void KillAfter(int milliseconds, string checkpoint)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(CrashTests).Assembly.Location, "train", checkpoint]) { RedirectStandardOutput = true })!;
        Assert.Equal("started", process.StandardOutput.ReadLine());
        Thread.Sleep(milliseconds);
        process.Kill();
        process.WaitForExit();
    }
}
