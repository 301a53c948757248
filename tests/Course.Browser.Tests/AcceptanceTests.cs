namespace Course.Browser.Tests;

/// <summary>Jupyter's own tests of a kernel, on the installed one.</summary>
[Collection(nameof(Jupyter))]
public sealed class AcceptanceTests(Jupyter jupyter)
{
    [SkippableFact]
    public async Task The_kernel_passes_every_test_of_Jupyters_acceptance_suite()
    {
        Skip.If(Jupyter.Missing is not null, Jupyter.Missing);
        Skip.IfNot(await jupyter.HasPythonModuleAsync("jupyter_kernel_test"), "jupyter_kernel_test is not installed.");

        var report = await jupyter.RunPythonAsync(Path.Combine(AppContext.BaseDirectory, "acceptance.py"), "--verbose");

        Assert.Matches(@"Ran 1[23] tests in", report);
        Assert.DoesNotContain("skipped", report, StringComparison.Ordinal);
    }
}
