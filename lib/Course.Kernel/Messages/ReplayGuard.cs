using System.Text;

namespace Course.Kernel.Messages;

/// <summary>Remembers the last signatures: no two messages have the same one, because each has an id of its own.</summary>
internal sealed class ReplayGuard
{
    /// <summary>As many as Jupyter's own client remembers.</summary>
    private const int Remembered = 65_536;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Whether the signature is new; it is old from then on.</summary>
    public bool TryAdd(byte[] signature)
    {
        var text = Encoding.ASCII.GetString(signature);
        if (!_seen.Add(text))
            return false;
        _order.Enqueue(text);
        if (_order.Count > Remembered)
            _seen.Remove(_order.Dequeue());
        return true;
    }
}
