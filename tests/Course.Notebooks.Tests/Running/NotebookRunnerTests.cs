using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Course.Notebooks.Running;
using static Course.Notebooks.Tests.Running.RunnerFixture;

namespace Course.Notebooks.Tests.Running;

public sealed class NotebookRunnerTests : IDisposable
{
    private readonly RunnerFixture _runner = new();

    public void Dispose() => _runner.Dispose();

    [Fact]
    public async Task Cells_run_in_order_in_one_session_and_leave_outputs_counts_and_times()
    {
        var (result, code) = await _runner.RunAsync(_runner.Options, Cell("var x = 20;"), Cell("Console.WriteLine(\"hello\");\nx + 1"));

        Assert.Equal(RunStatus.Succeeded, result.Status);
        Assert.Null(result.Problem);
        Assert.Equal([CellStatus.Succeeded, CellStatus.Succeeded], result.Cells.Select(cell => cell.Status));
        Assert.Equal([1, 2], code.Select(cell => cell.ExecutionCount));
        Assert.Equal("hello\n", Stream(code[1]));
        var value = Assert.Single(Outputs(code[1]).OfType<ResultOutput>());
        Assert.Equal("21", value.Data.Text(MimeBundle.PlainText));
        var times = code[1].Metadata["execution"]!;
        Assert.True(Time(times, "iopub.execute_input") <= Time(times, "shell.execute_reply"));
    }

    [SkippableFact]
    public async Task What_a_cell_started_and_what_it_has_open_end_with_the_notebook()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Looks for the process in /proc.");
        var file = Path.GetTempFileName();
        var (result, code) = await _runner.RunAsync(
            _runner.Options,
            Cell($"using var writer = new System.IO.StreamWriter(\"{file}\");\nwriter.Write(\"flushed\");"),
            Cell("Console.Write(System.Diagnostics.Process.Start(\"sleep\", \"300\").Id);"));

        Assert.Equal(RunStatus.Succeeded, result.Status);
        var entry = "/proc/" + Stream(code[1]);
        // The system needs a moment to take a killed process off its list.
        for (var tries = 0; Directory.Exists(entry) && tries < 100; tries++)
            await Task.Delay(100);
        Assert.False(Directory.Exists(entry), "The process that the cell started is still there.");
        Assert.Equal("flushed", await File.ReadAllTextAsync(file));
        File.Delete(file);
    }

    [Fact]
    public async Task A_cell_that_throws_stops_the_notebook_and_what_stood_before_is_kept()
    {
        var (result, code) = await _runner.RunAsync(
            _runner.Options,
            Cell("Console.WriteLine(\"before\"); throw new InvalidOperationException(\"no such batch\");"),
            Cell("Console.WriteLine(\"after\");"));

        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Contains("no such batch", result.Problem);
        Assert.Equal([CellStatus.Failed, CellStatus.NotRun], result.Cells.Select(cell => cell.Status));
        Assert.Equal("before\n", Stream(code[0]));
        Assert.Contains("InvalidOperationException", Error(code[0])!.Name);
        Assert.Null(code[1].ExecutionCount);
        Assert.Empty(code[1].Outputs);
    }

    [Fact]
    public async Task When_told_to_continue_the_cells_after_a_failed_one_run_and_the_notebook_still_counts_as_failed()
    {
        var (result, code) = await _runner.RunAsync(
            _runner.Options with { ContinueAfterError = true },
            Cell("var x = 1;"), Cell("throw new Exception(\"one\");"), Cell("Console.Write(x);"), Cell("throw new FormatException(\"two\");"));

        Assert.Equal(RunStatus.Failed, result.Status);
        Assert.Equal("Cell 2: Exception: one\nCell 4: FormatException: two", result.Problem);
        Assert.Equal([CellStatus.Succeeded, CellStatus.Failed, CellStatus.Succeeded, CellStatus.Failed], result.Cells.Select(cell => cell.Status));
        Assert.Equal("1", Stream(code[2]));
        Assert.Equal(2, result.FirstFailure!.Number);
    }

    [Fact]
    public async Task A_cell_tagged_raises_exception_may_throw_or_not()
    {
        var (result, code) = await _runner.RunAsync(
            _runner.Options,
            Cell("throw new Exception(\"on purpose\");", "raises-exception"), Cell("1", "raises-exception"), Cell("Console.Write(\"end\");"));

        Assert.Equal(RunStatus.Succeeded, result.Status);
        Assert.NotNull(Error(code[0]));
        Assert.Equal("end", Stream(code[2]));
    }

    [Fact]
    public async Task A_cell_tagged_skip_execution_keeps_its_outputs_and_other_old_outputs_go()
    {
        var kept = Cell("throw new Exception();", "skip-execution");
        kept.Outputs.Add((JsonNode)new StreamOutput("stdout", "from before\n").ToJson());
        var stale = Cell("throw new Exception(\"stop\");");
        var never = Cell("1");
        never.Outputs.Add((JsonNode)new StreamOutput("stdout", "stale\n").ToJson());

        var (result, code) = await _runner.RunAsync(_runner.Options, kept, Cell("  \n"), stale, never);

        Assert.Equal([CellStatus.Skipped, CellStatus.Skipped, CellStatus.Failed, CellStatus.NotRun], result.Cells.Select(cell => cell.Status));
        Assert.Equal("from before\n", Stream(code[0]));
        Assert.Empty(code[3].Outputs);
    }

    [Theory]
    [InlineData("System.Threading.Thread.Sleep(System.Threading.Timeout.Infinite);")]
    [InlineData("while (true) { }")]
    [InlineData("await System.Threading.Tasks.Task.Delay(-1);")]
    public async Task A_cell_that_never_ends_is_stopped_at_its_limit_and_what_it_showed_is_kept(string endless)
    {
        var (result, code) = await _runner.RunAsync(
            _runner.Options with { CellLimit = TimeSpan.FromSeconds(4), GracePeriod = TimeSpan.FromSeconds(1) },
            Cell("Console.WriteLine(\"earlier\");"), Cell("Console.WriteLine(\"so far\");\n" + endless), Cell("1"));

        Assert.Equal(RunStatus.TimedOut, result.Status);
        Assert.Equal([CellStatus.Succeeded, CellStatus.Failed, CellStatus.NotRun], result.Cells.Select(cell => cell.Status));
        Assert.Equal("earlier\n", Stream(code[0]));
        Assert.Equal("so far\n", Stream(code[1]));
        var error = Error(code[1])!;
        Assert.Contains("limit of 4 s", error.Value);
        Assert.Contains("--cell-limit", error.Value);
    }

    [Fact]
    public async Task A_notebook_that_takes_too_long_is_stopped_at_its_own_limit()
    {
        var (result, code) = await _runner.RunAsync(
            _runner.Options with { NotebookLimit = TimeSpan.FromSeconds(6), GracePeriod = TimeSpan.FromSeconds(1) },
            Cell("await System.Threading.Tasks.Task.Delay(-1);"));

        Assert.Equal(RunStatus.TimedOut, result.Status);
        Assert.Contains("--notebook-limit", Error(code[0])!.Value);
    }

    [Fact]
    public async Task A_process_that_dies_is_reported_with_its_exit_code_and_its_last_words()
    {
        var (result, code) = await _runner.RunAsync(
            _runner.Options with { ContinueAfterError = true },
            Cell("Console.WriteLine(\"shown\");"), Cell("Environment.FailFast(\"the end of it\");", "raises-exception"), Cell("1"));

        Assert.Equal(RunStatus.Crashed, result.Status);
        Assert.Equal([CellStatus.Succeeded, CellStatus.Failed, CellStatus.NotRun], result.Cells.Select(cell => cell.Status));
        Assert.Equal("shown\n", Stream(code[0]));
        var error = Error(code[1])!;
        Assert.Contains("exit code", error.Value);
        Assert.Contains("the end of it", error.Value);
    }

    [Fact]
    public async Task An_exception_that_nothing_catches_is_shown_and_the_next_cell_runs()
    {
        var (result, code) = await _runner.RunAsync(
            _runner.Options,
            Cell("var thread = new System.Threading.Thread(() => throw new InvalidOperationException(\"lost\")); thread.Start(); thread.Join();"),
            Cell("1 + 1"));

        Assert.Equal(RunStatus.Succeeded, result.Status);
        Assert.Contains("InvalidOperationException: lost", Stream(code[0], StreamOutput.StandardError), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_overflow_ends_its_cell_and_not_the_runner()
    {
        var (result, code) = await _runner.RunAsync(_runner.Options, Cell("record Loop { public Loop Next { get; set; } }\nvar loop = new Loop(); loop.Next = loop;\nloop.GetHashCode()"));

        Assert.Equal(RunStatus.Crashed, result.Status);
        Assert.Contains("Stack overflow", Error(code[0])!.Value, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_worker_that_cannot_start_is_reported_on_the_first_cell()
    {
        var (result, code) = await _runner.RunAsync(_runner.Options with { WorkerCommand = ["/no/such/program"] }, Cell("1"), Cell("2"));

        Assert.Equal(RunStatus.Crashed, result.Status);
        Assert.Contains("/no/such/program", Error(code[0])!.Value);
        Assert.Empty(code[1].Outputs);
    }

    [Fact]
    public async Task What_a_cell_writes_to_the_process_streams_does_not_disturb_the_run_and_its_input_is_empty()
    {
        var (result, code) = await _runner.RunAsync(
            _runner.Options,
            Cell("using (var raw = Console.OpenStandardOutput()) raw.Write(\"{\\\"end\\\": 7}\\n\"u8);\nConsole.Write(Console.OpenStandardInput().ReadByte());"));

        Assert.Equal(RunStatus.Succeeded, result.Status);
        Assert.Equal(1, code[0].ExecutionCount);
        Assert.EndsWith("-1", Stream(code[0]));
    }

    [Fact]
    public async Task A_hundred_megabytes_of_print_are_capped_and_said_so()
    {
        var (result, code) = await _runner.RunAsync(
            _runner.Options,
            Cell("var line = new string('x', 99);\nfor (int i = 0; i < 1_000_000; i++) Console.WriteLine(line);"), Cell("Console.Write(\"next\");"));

        Assert.Equal(RunStatus.Succeeded, result.Status);
        Assert.InRange(new FileInfo(result.OutputPath!).Length, 500_000, 3_000_000);
        Assert.Contains("left out", string.Concat(Outputs(code[0]).OfType<StreamOutput>().Select(stream => stream.Text[^Math.Min(300, stream.Text.Length)..])));
        Assert.Equal("next", Stream(code[1]));
    }

    [Fact]
    public async Task A_line_that_is_written_over_remains_once()
    {
        var (_, code) = await _runner.RunAsync(_runner.Options, Cell("for (int i = 1; i <= 3; i++) Console.Write($\"\\r{i}0 %\");\nConsole.WriteLine(\" done\");"));

        Assert.Equal("30 % done\n", Stream(code[0]));
    }

    [Fact]
    public async Task Several_notebooks_run_at_once_each_in_its_own_process_and_results_keep_their_order()
    {
        var pids = Enumerable.Range(0, 3).Select(i => _runner.Write($"n{i}", Cell("Console.Write(Environment.ProcessId);"), Cell("await System.Threading.Tasks.Task.Delay(200);"))).ToList();
        var steps = new Steps();

        var results = await new NotebookRunner(_runner.Options with { MaxParallel = 3 }).RunAsync(pids, steps);

        Assert.Equal(["n0", "n1", "n2"], results.Select(result => result.Name));
        Assert.All(results, result => Assert.Equal(RunStatus.Succeeded, result.Status));
        var processes = results.Select(result => int.Parse(Stream(NotebookDocument.Load(result.OutputPath!).Cells[1]), CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(3, processes.Distinct().Count());
        Assert.All(processes, process => Assert.Throws<ArgumentException>(() => Process.GetProcessById(process)));
        Assert.Equal([(0, null), (0, null), (1, null), (2, RunStatus.Succeeded)], steps.All.Where(step => step.Name == "n1").Select(step => (step.Done, step.Status)));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_keeps_what_has_run()
    {
        var path = _runner.Write("test", Cell("Console.Write(\"first\");"), Cell("await System.Threading.Tasks.Task.Delay(-1);"), Cell("1"));
        using var cancel = new CancellationTokenSource();
        var steps = new Steps { OnReport = step => { if (step.Done == 1) cancel.CancelAfter(500); } };

        var result = Assert.Single(await new NotebookRunner(_runner.Options).RunAsync([path], steps, cancel.Token));

        Assert.Equal(RunStatus.Cancelled, result.Status);
        Assert.Equal("first", Stream(NotebookDocument.Load(result.OutputPath!).Cells[1]));
    }

    [Fact]
    public async Task A_notebook_that_a_cancelled_run_did_not_reach_keeps_what_an_earlier_run_left()
    {
        var path = _runner.Write("test", Cell("1"));
        Directory.CreateDirectory(_runner.Options.OutputFolder);
        var output = Path.Combine(_runner.Options.OutputFolder, "test.ipynb");
        await File.WriteAllTextAsync(output, "from before");

        var result = Assert.Single(await new NotebookRunner(_runner.Options).RunAsync([path], null, new CancellationToken(canceled: true)));

        Assert.Equal(RunStatus.Cancelled, result.Status);
        Assert.Null(result.OutputPath);
        Assert.Equal("from before", await File.ReadAllTextAsync(output));
    }

    [Fact]
    public async Task A_display_that_a_later_cell_updates_shows_the_new_value_where_it_was_displayed()
    {
        var (_, code) = await _runner.RunAsync(
            _runner.Options,
            Cell("using Microsoft.DotNet.Interactive;\nvar shown = display(\"old\");"), Cell("shown.Update(\"new\");"));

        Assert.Equal("new", Assert.Single(Outputs(code[0]).OfType<DisplayOutput>()).Data.Text(MimeBundle.PlainText));
        Assert.Empty(code[1].Outputs);
    }

    [Theory]
    [InlineData("{\"kernelspec\": {\"name\": \"python3\", \"language\": \"python\"}}", "python")]
    [InlineData("{\"language_info\": {\"name\": \"R\"}}", "R")]
    public async Task A_notebook_in_another_language_is_refused(string metadata, string language)
    {
        var path = Path.Combine(_runner.Folder, "other.ipynb");
        await File.WriteAllTextAsync(path, "{\"cells\": [], \"metadata\": " + metadata + ", \"nbformat\": 4, \"nbformat_minor\": 5}");

        var result = Assert.Single(await new NotebookRunner(_runner.Options).RunAsync([path]));

        Assert.Equal(RunStatus.Unreadable, result.Status);
        Assert.Contains($"its language is {language}.", result.Problem, StringComparison.Ordinal);
        Assert.Null(result.OutputPath);
    }

    [Fact]
    public async Task A_corrupt_notebook_is_a_result_that_says_why_and_nothing_is_written()
    {
        var corrupt = Path.Combine(_runner.Folder, "corrupt.ipynb");
        await File.WriteAllTextAsync(corrupt, "{\"cells\": [{\"cell_type\"");
        var good = _runner.Write("good", Cell("1 + 1"));

        var results = await new NotebookRunner(_runner.Options).RunAsync([corrupt, good]);

        Assert.Equal([RunStatus.Unreadable, RunStatus.Succeeded], results.Select(result => result.Status));
        Assert.Contains("corrupt.ipynb", results[0].Problem);
        Assert.Equal(["good.ipynb"], Directory.EnumerateFileSystemEntries(_runner.Options.OutputFolder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Two_notebooks_of_one_file_name_are_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => new NotebookRunner(_runner.Options).RunAsync(["a/x.ipynb", "b/x.ipynb"]));

    [Fact]
    public async Task Cells_run_in_the_notebooks_folder_and_idle_threads_do_not_spin()
    {
        var (_, code) = await _runner.RunAsync(_runner.Options, Cell("Console.Write(Environment.CurrentDirectory + \" \" + Environment.GetEnvironmentVariable(\"OMP_WAIT_POLICY\"));"));

        Assert.Equal(_runner.Folder + " PASSIVE", Stream(code[0]));
    }

    private static DateTimeOffset Time(JsonNode times, string key) => DateTimeOffset.Parse(times[key]!.GetValue<string>(), CultureInfo.InvariantCulture);

    private sealed class Steps : IProgress<RunProgress>
    {
        private readonly ConcurrentQueue<RunProgress> _all = new();

        public IReadOnlyCollection<RunProgress> All => _all;

        public Action<RunProgress>? OnReport { get; init; }

        public void Report(RunProgress value)
        {
            _all.Enqueue(value);
            OnReport?.Invoke(value);
        }
    }
}
