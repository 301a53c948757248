using System.Text;

namespace Course.Grading;

/// <summary>The end of what comes through a stream, however much comes.</summary>
internal sealed class OutputTail
{
    private const int Kept = 16 << 10;

    private readonly Lock _lock = new();
    private readonly byte[] _ring = new byte[Kept];
    private long _total;

    public OutputTail(Stream stream) => Ended = Task.Run(() => ReadAsync(stream));

    /// <summary>Done when the stream is at its end.</summary>
    public Task Ended { get; }

    public string Text
    {
        get
        {
            lock (_lock)
            {
                var start = (int)(_total % Kept);
                return _total <= Kept ? Encoding.UTF8.GetString(_ring, 0, (int)_total) : Encoding.UTF8.GetString([.. _ring[start..], .. _ring[..start]]);
            }
        }
    }

    private async Task ReadAsync(Stream stream)
    {
        var buffer = new byte[4096];
        try
        {
            for (int count; (count = await stream.ReadAsync(buffer)) > 0;)
            {
                lock (_lock)
                {
                    for (var i = 0; i < count; i++)
                        _ring[(int)(_total++ % Kept)] = buffer[i];
                }
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The process was disposed.
        }
    }
}
