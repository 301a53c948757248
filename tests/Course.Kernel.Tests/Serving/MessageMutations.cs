using System.Text;
using Course.Kernel.Messages;

namespace Course.Kernel.Tests.Serving;

/// <summary>Spoils messages by chance, the same way for the same seed.</summary>
internal sealed class MessageMutations(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Spoils a message of delimiter, signature and four parts; half of the time it is signed anew, so that it is read.</summary>
    public IReadOnlyList<byte[]> Mutate(IReadOnlyList<byte[]> frames, string key)
    {
        List<byte[]> changed = [.. frames.Select(frame => (byte[])frame.Clone())];
        for (var times = _random.Next(1, 4); times > 0; times--)
            Change(changed);
        if (_random.Next(2) == 0 && changed.Count >= 6)
        {
            using var signer = new MessageSigner("hmac-sha256", key);
            changed[0] = [.. frames[0]];
            changed[1] = signer.Sign([.. changed.Skip(2).Take(4)]);
        }

        return changed;
    }

    private void Change(List<byte[]> frames)
    {
        if (frames.Count == 0)
        {
            frames.Add([]);
            return;
        }

        var at = _random.Next(frames.Count);
        var frame = frames[at];
        var place = _random.Next(frame.Length + 1);
        switch (_random.Next(12))
        {
            case 0:
                frames.RemoveAt(at);
                break;
            case 1:
                frames.Insert(at, frame);
                break;
            case 2:
                frames[at] = frame[..place];
                break;
            case 3:
                (frames[at], frames[^1]) = (frames[^1], frame);
                break;
            case 4:
                frames[at] = [.. frame[..place], .. Noise(), .. frame[place..]];
                break;
            case 5:
                frames[at] = Noise();
                break;
            case 6 or 7:
                if (place < frame.Length)
                    frame[place] ^= (byte)(1 << _random.Next(8));
                break;
            default:
                frames[at] = WithAnotherValue(frame, place);
                break;
        }
    }

    /// <summary>Puts another value behind a colon of a JSON text, so that it mostly stays JSON.</summary>
    private byte[] WithAnotherValue(byte[] json, int place)
    {
        string[] values = ["null", "-1", "1e999", "true", "\"\"", "\"\\ud800\"", "[]", "{\"a\":[{}]}"];
        var colon = Array.IndexOf(json, (byte)':', place);
        var end = colon < 0 ? -1 : json.AsSpan(colon).IndexOfAny(",}"u8);
        return end < 0 ? json : [.. json[..(colon + 1)], .. Encoding.UTF8.GetBytes(values[_random.Next(values.Length)]), .. json[(colon + end)..]];
    }

    private byte[] Noise()
    {
        var noise = new byte[_random.Next(64)];
        _random.NextBytes(noise);
        return noise;
    }
}
