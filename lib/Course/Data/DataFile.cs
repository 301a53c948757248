using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Course.Data;

/// <summary>One original file of a published data set, which is known by its MD5 checksum.</summary>
/// <param name="Name">Its name, as published.</param>
/// <param name="Address">Where it can be fetched from.</param>
/// <param name="Md5">Its checksum, in hexadecimal.</param>
internal sealed record DataFile(string Name, string Address, string Md5)
{
    private static readonly HttpClient Client = new();

    public bool IsIn(string directory) => File.Exists(Path.Combine(directory, Name));

    /// <summary>The file's path, after a look at its checksum.</summary>
    public string Find(string directory)
    {
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path)) throw new FileNotFoundException($"{Name} is not in {Path.GetFullPath(directory)}. {HowToGet(directory)}", path);
        return Checksum(path) is var sum && sum == Md5
            ? path
            : throw new InvalidDataException($"{path} is damaged: its MD5 checksum is {sum}. {HowToGet(directory)}");
    }

    /// <summary>Fetches the file unless it is there, whole; it appears under its name only when its checksum is right.</summary>
    public async Task DownloadAsync(string directory, CancellationToken cancel)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, Name);
        if (File.Exists(path) && Checksum(path) == Md5) return;
        var part = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (var target = File.Create(part))
            using (var source = await Client.GetStreamAsync(new Uri(Address), cancel).ConfigureAwait(false))
                await source.CopyToAsync(target, cancel).ConfigureAwait(false);
            if (Checksum(part) is var sum && sum != Md5)
                throw new InvalidDataException($"What came from {Address} is not {Name}: its MD5 checksum is {sum}. {HowToGet(directory)}");
            File.Move(part, path, overwrite: true);
        }
        catch (HttpRequestException error)
        {
            throw new HttpRequestException($"{Address} could not be fetched ({error.Message}). {HowToGet(directory)}", error, error.StatusCode);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private string HowToGet(string directory) =>
        $"Where there is a network, DownloadAsync fetches it; else fetch {Address} on another machine and put it into {Path.GetFullPath(directory)} (MD5 {Md5}).";

    [SuppressMessage("Security", "CA5351", Justification = "MD5 is what the data sets' publishers give; it finds damage, and keeps no secret.")]
    private static string Checksum(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(MD5.HashData(file));
    }
}
