using Course.Kernel;

namespace Course.Cli.Setup;

/// <summary>A program or library of the operating system that the course uses.</summary>
/// <param name="Name">What a person calls it.</param>
/// <param name="Packages">The Debian packages that bring it.</param>
/// <param name="Otherwise">How to get it where there is no apt.</param>
/// <param name="IsPresent">Whether it is there.</param>
internal sealed record Tool(string Name, string[] Packages, string Otherwise, Func<bool> IsPresent)
{
    private static string[] OpenBlasPackages => ["libopenblas0-pthread"];

    public static Tool Libtorch { get; } = new(
        "libtorch",
        ["libtorch-dev", .. OpenBlasPackages],
        "install PyTorch (pip or conda), or unpack libtorch and name its folder in the environment variable LIBTORCH",
        () => !PackageChoice.UsesStandIn("TorchSharp") || Setup.Libtorch.Find() is not null);

    /// <summary>Debian's libtorch links to whichever BLAS is installed; with the reference BLAS a lesson of ten seconds takes minutes.</summary>
    public static Tool OpenBlas { get; } = new(
        "OpenBLAS",
        OpenBlasPackages,
        "install OpenBLAS",
        () => !PackageChoice.UsesStandIn("TorchSharp") || !File.Exists("/usr/include/torch/script.h")
            || Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Any(folder => Directory.Exists(Path.Combine(folder, "openblas-pthread"))));

    public static Tool Compiler { get; } = new(
        "a C++ compiler",
        ["g++"],
        "install g++",
        () => !PackageChoice.UsesStandIn("TorchSharp") || Shell.Find(Environment.GetEnvironmentVariable("CXX") ?? "g++") is not null);

    public static Tool Npm { get; } = new("npm", ["nodejs", "npm"], "install Node.js 18 or newer, with npm", () => Shell.Find("npm") is not null);

    public static Tool Jupyter { get; } = new("Jupyter", ["jupyter-notebook"], "install JupyterLab (pip install jupyterlab)",
        () => Cli.Jupyter.Program is not null);

    /// <summary>What the kernel talks to Jupyter through.</summary>
    public static Tool ZeroMq { get; } = new("ZeroMQ", ["libzmq5"], "install ZeroMQ (conda install zeromq)",
        () => KernelProcess.ZeroMq is not null);

    /// <summary>Python's kernel, and the client that drives kernels from a script.</summary>
    public static Tool IPythonKernel { get; } = new("ipykernel", ["python3-ipykernel", "python3-jupyter-client"], "install ipykernel for python3",
        () => Directory.Exists("/usr/lib/python3/dist-packages/ipykernel"));

    /// <summary>Jupyter's own tests of a kernel.</summary>
    public static Tool KernelAcceptance { get; } = new("jupyter_kernel_test", ["python3-jupyter-kernel-test"], "install jupyter_kernel_test for python3",
        () => Directory.Exists("/usr/lib/python3/dist-packages/jupyter_kernel_test"));

    public static Tool Chromium { get; } = new("Chromium", ["chromium"], "install Chromium",
        () => new[] { "chromium", "chromium-browser", "google-chrome" }.Any(name => Shell.Find(name) is not null));

    /// <summary>What submissions are run in.</summary>
    public static Tool Bubblewrap { get; } = new("bubblewrap", ["bubblewrap"], "install bubblewrap",
        () => !OperatingSystem.IsLinux() || Shell.Find("bwrap") is not null);

    public static Tool PythonTorch { get; } = new("PyTorch for Python", ["python3-torch", "python3-numpy"], "install PyTorch for python3",
        () => Directory.Exists("/usr/lib/python3/dist-packages/torch"));
}
