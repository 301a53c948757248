using System.Security.Cryptography;
using System.Text;
using Course.Notebooks;

namespace Course.Grading;

/// <summary>Opens what a student handed in, whatever it is, within limits of memory and time; nothing is ever unpacked to disk.</summary>
public static class SubmissionFile
{
    /// <summary>The largest file that is opened, in bytes.</summary>
    internal const int MaxBytes = 20 << 20;

    /// <summary>Reads a notebook, without its outputs.</summary>
    /// <param name="path">A notebook, an archive that holds one, or a place in an archive, as in <see cref="SubmissionEntry.Path"/>.</param>
    /// <exception cref="SubmissionException">It cannot be read; the message is for the student.</exception>
    public static NotebookDocument Read(string path) => SubmittedNotebook.Parse(Bytes(path), VisibleText.FileName(path));

    /// <summary>A hash of a submission, by which a change is noticed; of one that cannot be opened, of the reason.</summary>
    /// <param name="path">As for <see cref="Read"/>.</param>
    public static string Fingerprint(string path)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(Bytes(path)));
        }
        catch (SubmissionException error)
        {
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(error.Message)));
        }
    }

    /// <summary>The bytes of a submission.</summary>
    internal static byte[] Bytes(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var name = VisibleText.FileName(path);
        try
        {
            var (file, inner) = Split(path);
            using var stream = Open(file, name);
            if (inner.Length == 0 && !Archive.IsArchive(stream))
                return ReadAll(stream, name);
            using var archive = Archive.Open(stream, VisibleText.FileName(file));
            return inner.Length > 0 ? archive.Read(inner) : archive.ReadNotebook();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SubmissionException($"'{name}' could not be opened. Hand in your notebook again.", error);
        }
    }

    /// <summary>The file on disk, and the place in it, of which the file system hears nothing.</summary>
    private static (string File, string Inner) Split(string path)
    {
        for (var end = path.IndexOf('/'); end >= 0; end = path.IndexOf('/', end + 1))
        {
            if (File.Exists(path[..end])) return (path[..end], path[(end + 1)..]);
        }

        if (File.Exists(path)) return (path, "");

        throw new SubmissionException($"'{VisibleText.FileName(path)}' is not there.");
    }

    private static FileStream Open(string file, string name)
    {
        if (new FileInfo(file).LinkTarget is not null)
            throw new SubmissionException($"'{name}' is a link to another file. Hand in the notebook itself.");
        if (new FileInfo(file).Length == 0)
            throw new SubmissionException($"'{name}' is empty. Open your notebook in Jupyter, save it, and hand in the file with the ending .ipynb.");
        return File.OpenRead(file);
    }

    private static byte[] ReadAll(FileStream stream, string name)
    {
        if (stream.Length > MaxBytes) throw TooLarge(name, stream.Length);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    internal static SubmissionException TooLarge(string name, long length) => new(
        $"'{name}' has {Math.Ceiling(length / 1048576.0):0} MB; at most {MaxBytes >> 20} MB are read. "
        + "Clear its outputs in Jupyter (Edit, Clear Outputs of All Cells), save it, and hand it in again.");
}
