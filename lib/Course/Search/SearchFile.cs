using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Course.Search;

/// <summary>The trials of a search, a line of JSON each under a line that names space and plan. A line that a killed process left unfinished is dropped.</summary>
internal sealed class SearchFile : IDisposable
{
    private static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private readonly FileStream file;

    private sealed record Heading(string Space, string Plan);

    private sealed record Line(int Configuration, double Budget, double[] Place, double Result, double Seconds);

    public SearchFile(string path, SearchSpace space, SearchPlan plan)
    {
        path = Path.GetFullPath(path);
        file = Open(path);
        try
        {
            var own = new Heading(space.ToString(), plan.ToString()!);
            var text = new byte[file.Length];
            file.ReadExactly(text);
            var whole = Array.LastIndexOf(text, (byte)'\n') + 1;
            file.SetLength(whole);
            var lines = Encoding.UTF8.GetString(text, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length == 0) Write(own);
            else if (Read<Heading>(lines[0], path) is var there && there != own)
                throw new InvalidDataException($"{path} is of another search: {there.Plan} over {there.Space}; this one is {own.Plan} over {own.Space}. Give another file.");
            Recorded = [.. lines.Skip(1).Select(line => Read<Line>(line, path)).Select(line =>
                new Trial(space, line.Configuration, line.Budget, line.Place) { Result = line.Result, Elapsed = TimeSpan.FromSeconds(line.Seconds) })];
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The trials that were made before.</summary>
    public IReadOnlyList<Trial> Recorded { get; }

    public void Append(Trial trial) => Write(new Line(trial.Configuration, trial.Budget, [.. trial.Place], trial.Result, trial.Elapsed.TotalSeconds));

    public void Dispose() => file.Dispose();

    private void Write<T>(T value)
    {
        file.Write([.. JsonSerializer.SerializeToUtf8Bytes(value, Options), (byte)'\n']);
        file.Flush(flushToDisk: true);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The search's file {path} cannot be written: {error.Message.TrimEnd('.')}. Give a path in a folder that exists and that you may write to.", error);
        }
    }

    private static T Read<T>(string line, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Options) ?? throw new JsonException("null");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} holds something else than a search's trials: '{(line.Length > 60 ? $"{line[..60]}…" : line)}'. Give another file.", error);
        }
    }
}
