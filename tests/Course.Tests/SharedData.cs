namespace Course.Tests;

/// <summary>Real data beside the repository, which not every machine has; tests that use it skip without it.</summary>
internal static class SharedData
{
    public const string Missing = "The MNIST test images are not in ../shared/data/mnist-t10k.";

    public static string Mnist { get; } = FindMnist();

    private static string FindMnist()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Course.sln"))) folder = folder.Parent;
        return folder is null ? "" : Path.Combine(folder.FullName, "..", "shared", "data", "mnist-t10k");
    }
}
