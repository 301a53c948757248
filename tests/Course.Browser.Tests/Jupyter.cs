using System.Diagnostics;
using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Browser.Tests;

/// <summary>A Jupyter server with the course's kernel, and a browser to open it in.</summary>
[CollectionDefinition(nameof(Jupyter))]
public sealed class Jupyter : ICollectionFixture<Jupyter>, IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jupyter");
    private readonly Dictionary<string, string> _environment = [];
    private JupyterServer? _server;
    private Chromium? _browser;

    /// <summary>Why there is none; null where there is one.</summary>
    public static string? Missing { get; } =
        Chromium.Program is null ? "No Chromium is installed."
        : JupyterServer.Program is null ? "No classic Jupyter Notebook (6) is installed."
        : !File.Exists(Course) ? "The course command is not built; ./course setup builds it."
        : null;

    /// <summary>Debian's Jupyter belongs to the system's Python, whichever other Python comes first on the PATH.</summary>
    private static string Python => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    /// <summary>The published course command, which is the kernel too.</summary>
    private static string Course => Path.Combine(Programs.Root, "build", "cli", "course.dll");

    public async Task InitializeAsync()
    {
        if (Missing is not null)
            return;
        foreach (var part in (string[])["data", "config", "runtime"])
            _environment[$"JUPYTER_{part.ToUpperInvariant()}_DIR"] = _folder.CreateSubdirectory(part).FullName;
        await RunAsync("dotnet", Course, "kernel", "install");
        LeaveKernelsOneThread();
        // As a student's copies lie: lessons load the library by a path that begins beside their folder.
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "build"), Path.Combine(Programs.Root, "build"));
        _server = await JupyterServer.StartAsync(_folder.CreateSubdirectory("work").FullName, _environment);
        _browser = await Chromium.StartAsync(Path.Combine(_folder.FullName, "profile"));
    }

    /// <summary>Opens a notebook of these cells, and waits until its kernel is ready.</summary>
    internal Task<NotebookPage> OpenAsync(string name, params string[] cells) => OpenAsync(Write(name, cells));

    /// <summary>Opens a notebook of these cells that nbconvert has run, and waits until its kernel is ready.</summary>
    internal async Task<NotebookPage> OpenForeignAsync(string name, params string[] cells)
    {
        var notebook = Write(name, cells);
        await ConvertAsync("--inplace", notebook);
        return await OpenAsync(notebook);
    }

    /// <summary>Opens a copy of a lesson, and waits until its kernel is ready.</summary>
    internal Task<NotebookPage> OpenLessonAsync(string file) => OpenAsync(CopyLesson(file));

    private async Task<NotebookPage> OpenAsync(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var page = new NotebookPage(name, await _browser!.OpenAsync($"{_server!.Address}notebooks/{name}.ipynb?token={_server.Token}"));
        await page.WaitUntilReadyAsync();
        return page;
    }

    /// <summary>Has nbconvert run a copy of a lesson and make a page of it; the page's address.</summary>
    internal async Task<string> ConvertLessonAsync(string file)
    {
        var lesson = CopyLesson(file);
        await ConvertAsync("--to=html", lesson);
        return new Uri(Path.ChangeExtension(lesson, ".html")).AbsoluteUri;
    }

    /// <summary>Opens a page of its own in the browser.</summary>
    /// <param name="address">The page's address.</param>
    /// <param name="runsScripts">Whether the page's scripts run.</param>
    internal Task<Page> BrowseAsync(string address, bool runsScripts = true) => _browser!.OpenAsync(address, runsScripts);

    /// <summary>Runs a Python program to which Jupyter has the course's kernel.</summary>
    /// <returns>What it wrote.</returns>
    internal Task<string> RunPythonAsync(params string[] arguments) => RunAsync(Python, arguments);

    internal async Task<bool> HasPythonModuleAsync(string name) =>
        (await RunPythonAsync("-c", $"import importlib.util; print(importlib.util.find_spec('{name}') is not None)")).StartsWith("True", StringComparison.Ordinal);

    /// <summary>Has nbconvert run a notebook.</summary>
    private Task<string> ConvertAsync(string option, string notebook) => RunPythonAsync("-m", "nbconvert", "--execute", option, notebook);

    /// <summary>Lessons run two at a time here; a kernel with a thread for each core would wait for the other's.</summary>
    private void LeaveKernelsOneThread()
    {
        var file = Path.Combine(_environment["JUPYTER_DATA_DIR"], "kernels", ".net-csharp", "kernel.json");
        var spec = JsonNode.Parse(File.ReadAllText(file))!;
        spec["env"]!["OMP_NUM_THREADS"] = "1";
        File.WriteAllText(file, spec.ToJsonString());
    }

    private string CopyLesson(string file)
    {
        var copy = Path.Combine(_server!.Notebooks, Path.GetFileName(file));
        File.Copy(file, copy, overwrite: true);
        return copy;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _browser?.Dispose();
        _server?.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Write(string name, string[] cells)
    {
        var notebook = NotebookDocument.Parse("""{"cells": [], "metadata": {"kernelspec": {"name": ".net-csharp", "display_name": "C# (Course)", "language": "C#"}}, "nbformat": 4, "nbformat_minor": 5}""");
        foreach (var cell in cells)
            notebook.Cells.Add(new NotebookCell(CellType.Code, cell));
        return Save(name, notebook);
    }

    /// <summary>Saves a notebook where the server looks for them; its path.</summary>
    internal string Save(string name, NotebookDocument notebook)
    {
        var path = Path.Combine(_server!.Notebooks, name + ".ipynb");
        notebook.Save(path);
        return path;
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var report = string.Join('\n', said);
        return process.ExitCode == 0 ? report : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}:\n{report}");
    }
}
