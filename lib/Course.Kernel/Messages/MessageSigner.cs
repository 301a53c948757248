using System.Security.Cryptography;
using System.Text;

namespace Course.Kernel.Messages;

/// <summary>Signs messages and checks signatures, so that only who can read the connection file can run code.</summary>
internal sealed class MessageSigner : IDisposable
{
    private readonly IncrementalHash? _hash;
    private readonly Lock _gate = new();

    /// <param name="scheme">How: <c>hmac-sha256</c>, or HMAC with another of SHA's sizes.</param>
    /// <param name="key">The key; empty: nothing is signed.</param>
    public MessageSigner(string scheme, string key)
    {
        HashAlgorithmName algorithm = scheme switch
        {
            "hmac-sha256" => HashAlgorithmName.SHA256,
            "hmac-sha384" => HashAlgorithmName.SHA384,
            "hmac-sha512" => HashAlgorithmName.SHA512,
            _ => throw new InvalidDataException($"The connection file asks for signatures of the scheme '{scheme}'; this kernel knows hmac-sha256, hmac-sha384 and hmac-sha512."),
        };
        _hash = key.Length == 0 ? null : IncrementalHash.CreateHMAC(algorithm, Encoding.UTF8.GetBytes(key));
    }

    /// <summary>Whether messages are signed at all.</summary>
    public bool IsOn => _hash is not null;

    /// <summary>The signature of the four parts of a message, in hexadecimal digits.</summary>
    public byte[] Sign(ReadOnlySpan<byte[]> parts)
    {
        if (_hash is null)
            return [];
        lock (_gate)
        {
            foreach (var part in parts)
                _hash.AppendData(part);
            return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(_hash.GetHashAndReset()));
        }
    }

    public bool IsValid(ReadOnlySpan<byte[]> parts, byte[] signature) =>
        !IsOn || CryptographicOperations.FixedTimeEquals(Sign(parts), signature);

    public void Dispose() => _hash?.Dispose();
}
