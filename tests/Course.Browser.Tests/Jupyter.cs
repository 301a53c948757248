using System.Diagnostics;
using Course.Notebooks;

namespace Course.Browser.Tests;

/// <summary>A Jupyter server with the course's kernel, and a browser to open it in.</summary>
public sealed class Jupyter : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jupyter");
    private readonly Dictionary<string, string> _environment = [];
    private JupyterServer? _server;
    private Chromium? _browser;

    /// <summary>Why there is none; null where there is one.</summary>
    public static string? Missing { get; } =
        Chromium.Program is null ? "No Chromium is installed."
        : JupyterServer.Program is null ? "No classic Jupyter Notebook is installed."
        : !File.Exists(Course) ? "The course command is not built; ./course setup builds it."
        : null;

    /// <summary>The published course command, which is the kernel too.</summary>
    private static string Course => Path.Combine(Programs.Root, "build", "cli", "course.dll");

    public async Task InitializeAsync()
    {
        if (Missing is not null)
            return;
        foreach (var part in (string[])["data", "config", "runtime"])
            _environment[$"JUPYTER_{part.ToUpperInvariant()}_DIR"] = _folder.CreateSubdirectory(part).FullName;
        await RunAsync("dotnet", Course, "kernel", "install");
        _server = await JupyterServer.StartAsync(_folder.CreateSubdirectory("notebooks").FullName, _environment);
        _browser = await Chromium.StartAsync(Path.Combine(_folder.FullName, "profile"));
    }

    /// <summary>Opens a notebook of these cells, and waits until its kernel is ready.</summary>
    internal async Task<NotebookPage> OpenAsync(string name, params string[] cells)
    {
        Write(name, cells);
        var page = new NotebookPage(name, await _browser!.OpenAsync($"{_server!.Address}notebooks/{name}.ipynb?token={_server.Token}"));
        await page.WaitUntilReadyAsync();
        return page;
    }

    /// <summary>Has nbconvert run a notebook of these cells and make a page of it, and opens the page as a file.</summary>
    internal async Task<Page> ConvertAsync(string name, params string[] cells)
    {
        // Debian's nbconvert belongs to the system's Python, whichever other Python comes first on the PATH.
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        await RunAsync(python, "-m", "nbconvert", "--execute", "--to", "html", Write(name, cells));
        return await _browser!.OpenAsync(new Uri(Path.Combine(_server!.Notebooks, name + ".html")).AbsoluteUri);
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
        var path = Path.Combine(_server!.Notebooks, name + ".ipynb");
        notebook.Save(path);
        return path;
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}:\n{string.Join('\n', said)}");
    }
}
