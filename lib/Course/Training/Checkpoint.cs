using Course.Checkpoints;
using Course.Instruments;

namespace Course.Training;

/// <summary>
/// The file that a training can go on from after its process ended: weights, a network's buffers, the states of rule, schedule and torch's
/// random generator, what rule, schedule and penalties were made with, the place in the data, the history, and what early stopping remembers.
/// It is in the safetensors format and is written whole or not at all: beside the old one, onto the disk, then renamed, so a process killed at
/// any moment leaves the last good one.
/// </summary>
public sealed class Checkpoint
{
    /// <summary>Names the file.</summary>
    /// <param name="path">The file, in a folder that exists.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public Checkpoint(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
    }

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <summary>When it is written; and at the end of each run, unless that diverged.</summary>
    public Every Due { get; init; } = Every.Epoch;

    /// <summary>Throws unless the file can be written, before a training is spent on finding out.</summary>
    internal void RequireWritable()
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        if (Directory.Exists(Path)) throw new IOException($"The checkpoint {Path} is a folder. Give the path of a file in it.");
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"The checkpoint {Path} cannot be written: its folder does not exist. Create the folder first.");
        try
        {
            using var attempt = new FileStream($"{Path}.{Guid.NewGuid():N}.tmp", FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The checkpoint {Path} cannot be written: {error.Message.TrimEnd('.')}. Give a path in a folder that you may write to.", error);
        }
    }

    internal void Save(CheckpointContent content) => Safetensors.Save(Path, content.Tensors, content.Texts);

    /// <summary>The file's content; null if there is no file. What a process that was killed left half-written is removed.</summary>
    internal CheckpointContent? Load()
    {
        var folder = new DirectoryInfo(System.IO.Path.GetDirectoryName(Path)!);
        if (folder.Exists)
            foreach (var leftover in folder.EnumerateFiles($"{System.IO.Path.GetFileName(Path)}.*.tmp")) leftover.Delete();
        if (!File.Exists(Path)) return null;
        var (tensors, texts) = Safetensors.Load(Path);
        var content = new CheckpointContent(Path, tensors, texts);
        return texts.ContainsKey("rule") ? content : throw content.Refusal("it is no checkpoint of a trainer");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path}, {Due}";
}
