namespace Course.Cli.Tests;

public sealed class JupyterTests
{
    [Fact]
    public void Kernels_are_read_from_the_folders_that_Jupyter_reads()
    {
        var folder = Directory.CreateTempSubdirectory("jupyter");
        var before = Environment.GetEnvironmentVariable("JUPYTER_PATH");
        try
        {
            var kernel = folder.CreateSubdirectory("kernels/.Net-CSharp");
            folder.CreateSubdirectory("kernels/half-removed");
            File.WriteAllText(Path.Combine(kernel.FullName, "kernel.json"), "{}");
            Environment.SetEnvironmentVariable("JUPYTER_PATH", folder.FullName);

            Assert.Equal(kernel.FullName, Jupyter.KernelFolders().First());
            Assert.DoesNotContain(Jupyter.KernelFolders(), found => found.EndsWith("half-removed", StringComparison.Ordinal));
        }
        finally
        {
            Environment.SetEnvironmentVariable("JUPYTER_PATH", before);
            folder.Delete(recursive: true);
        }
    }
}
