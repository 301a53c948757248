using System.Text;

namespace Course.Grading;

/// <summary>Writes a file whole or not at all: beside its place, then renamed.</summary>
internal static class WholeFile
{
    /// <summary>What an unfinished file ends in.</summary>
    public const string Unfinished = ".tmp";

    /// <summary>Writes UTF-8 text.</summary>
    /// <param name="path">Where; its folder is made.</param>
    /// <param name="text">What; half a surrogate pair becomes U+FFFD.</param>
    /// <param name="bom">Whether it begins with a byte order mark, without which Excel takes UTF-8 for the machine's own code page.</param>
    /// <exception cref="IOException">It cannot be written; what was there is unchanged.</exception>
    public static void Write(string path, string text, bool bom = false) =>
        Write(path, [.. bom ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)]);

    /// <summary>Writes bytes.</summary>
    /// <param name="path">Where; its folder is made.</param>
    /// <param name="bytes">What.</param>
    /// <exception cref="IOException">It cannot be written; what was there is unchanged.</exception>
    public static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllBytes(path + Unfinished, bytes);
        File.Move(path + Unfinished, path, overwrite: true);
    }
}
