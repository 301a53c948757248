namespace Course.Notebooks.Tests.Sessions;

/// <summary>A session whose outputs are kept, cell by cell.</summary>
public sealed class TestSession(SessionOptions? options = null) : IAsyncDisposable
{
    private readonly CSharpSession _session = new(options ?? new SessionOptions());

    /// <summary>What the last cell showed.</summary>
    public List<CellOutput> Outputs { get; private set; } = [];

    public string Printed => Text(StreamOutput.StandardOutput);

    public async Task<CellResult> TryAsync(string source, CancellationToken cancel = default)
    {
        Outputs = [];
        return await _session.RunAsync(source, Outputs.Add, cancel);
    }

    /// <summary>Runs a cell that must succeed, and gives its result as plain text.</summary>
    public async Task<string?> RunAsync(string source)
    {
        var result = await TryAsync(source);
        Assert.True(result.Success, string.Join("\n", result.Error?.Traceback ?? []));
        return Outputs.OfType<ResultOutput>().SingleOrDefault()?.Data.Text(MimeBundle.PlainText);
    }

    /// <summary>Runs a cell that must fail.</summary>
    public async Task<ErrorOutput> FailAsync(string source)
    {
        var result = await TryAsync(source);
        Assert.NotNull(result.Error);
        Assert.Contains(result.Error, Outputs);
        return result.Error;
    }

    /// <summary>Runs a cell and stops it once it has printed.</summary>
    public async Task<CellResult> StopAsync(string source)
    {
        using var cancel = new CancellationTokenSource();
        Outputs = [];
        return await _session.RunAsync(
            source,
            output =>
            {
                Outputs.Add(output);
                if (output is StreamOutput)
                    cancel.Cancel();
            },
            cancel.Token);
    }

    /// <summary>Completes a text at the place that <c>|</c> marks.</summary>
    public Task<Completion> CompleteAsync(string marked) =>
        _session.CompleteAsync(marked.Replace("|", "", StringComparison.Ordinal), marked.IndexOf('|', StringComparison.Ordinal));

    /// <summary>Inspects a text at the place that <c>|</c> marks.</summary>
    public Task<Inspection?> InspectAsync(string marked) =>
        _session.InspectAsync(marked.Replace("|", "", StringComparison.Ordinal), marked.IndexOf('|', StringComparison.Ordinal));

    public string Text(string stream) =>
        string.Concat(Outputs.OfType<StreamOutput>().Where(output => output.Name == stream).Select(output => output.Text));

    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
