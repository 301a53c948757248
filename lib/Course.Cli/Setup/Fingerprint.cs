using System.Security.Cryptography;
using System.Text;

namespace Course.Cli.Setup;

/// <summary>Tells whether something was made from the inputs that are there now.</summary>
internal static class Fingerprint
{
    /// <summary>A hash over the names and contents of all files below the given paths, and over further texts.</summary>
    public static string Of(IEnumerable<string> paths, params string?[] texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = paths.SelectMany(path => Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            : [path]);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(Repository.Root, file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        foreach (var text in texts)
            hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(text ?? "")));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    public static bool Matches(string stampFile, string fingerprint) =>
        File.Exists(stampFile) && File.ReadAllText(stampFile) == fingerprint;
}
