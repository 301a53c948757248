using TorchSharp;
using static TorchSharp.torch;

namespace Course.Checkpoints;

/// <summary>
/// Saves and loads named tensors in the safetensors format, which Python reads and writes with
/// <c>safetensors.torch.save_file</c> and <c>load_file</c>: the header's length (8 bytes, little-endian), a header in JSON that gives
/// each tensor's element type, shape and place, then the elements, little-endian, last dimension fastest
/// (Hugging Face, "Safetensors", section "Format"). A network is saved by <c>Safetensors.Save(path, net.state_dict())</c> and
/// loaded by <c>net.load_state_dict(Safetensors.Load(path).Tensors)</c>.
/// </summary>
public static class Safetensors
{
    /// <summary>What is copied at a time: large enough for the disk's speed, small beside the memory that tensors take.</summary>
    private const long PieceSize = 1 << 24;

    /// <summary>
    /// Writes named tensors, whole or not at all: an existing file is replaced once the new one is on the disk, and stays as it was
    /// if writing fails. Views, tensors on a GPU and tensors that require gradients are saved as their values; tensors that share
    /// memory are saved one by one.
    /// </summary>
    /// <param name="path">The file, in a folder that exists.</param>
    /// <param name="tensors">The tensors by name, of any shape, of type Float64, Float32, Float16, BFloat16, Int64, Int32, Int16, Int8, Byte or Bool.</param>
    /// <param name="metadata">Texts by name that are kept beside the tensors.</param>
    /// <exception cref="ArgumentException">A tensor has another type, a name is reserved or not valid text, or the header would exceed 100 MB.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        var header = SafetensorsHeader.For(tensors, metadata);
        var target = Path.GetFullPath(path);
        if (!Directory.Exists(Path.GetDirectoryName(target)))
            throw new DirectoryNotFoundException($"{target} cannot be written: its folder does not exist. Create the folder first.");

        // Beside the target, because only within one file system is a rename a single act.
        var temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(header.ToBytes());
                foreach (var entry in header.Tensors)
                {
                    using var values = tensors[entry.Name].detach();
                    InPieces(values, piece => Write(file, piece));
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary); // there is none after the move
        }
    }

    /// <summary>Reads a whole file. No code in it is run, and no memory is taken for what the file does not hold.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where the tensors go; the CPU if omitted.</param>
    /// <returns>The tensors by name, in the file's order, and the texts kept beside them.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">The path is a folder, or the file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file is not in the safetensors format, damaged, or has a tensor of another type than those that <see cref="Save"/> takes.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Load(string path, Device? device = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = Open(path);
        var header = SafetensorsHeader.Read(file, path);
        var tensors = new Dictionary<string, Tensor>(header.Tensors.Count);
        try
        {
            foreach (var entry in header.Tensors)
            {
                var values = empty(entry.Shape, entry.Type, device ?? CPU);
                tensors.Add(entry.Name, values);
                InPieces(values, piece => Read(file, piece, entry.Name, path));
            }
        }
        catch
        {
            foreach (var tensor in tensors.Values) tensor.Dispose();
            throw;
        }

        return (tensors, header.Metadata);
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"There is no file {Path.GetFullPath(path)}. Give the path of a safetensors file, such as {nameof(Safetensors)}.{nameof(Save)} writes.", path, error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new UnauthorizedAccessException(Directory.Exists(path)
                ? $"{path} is a folder. Give the path of a safetensors file in it."
                : $"{path} may not be read. Give yourself the right to read it, or the path of another safetensors file.", error);
        }
    }

    /// <summary>Goes through a tensor in row-major order, in views of at most <see cref="PieceSize"/> bytes.</summary>
    private static void InPieces(Tensor values, Action<Tensor> action)
    {
        if (values.numel() * values.ElementSize <= PieceSize)
        {
            action(values);
            return;
        }

        var rows = values.shape[0];
        if (rows == 1)
        {
            using var row = values.squeeze(0);
            InPieces(row, action);
            return;
        }

        using var first = values.narrow(0, 0, rows / 2);
        using var second = values.narrow(0, rows / 2, rows - rows / 2);
        InPieces(first, action);
        InPieces(second, action);
    }

    private static void Write(FileStream file, Tensor piece)
    {
        using var copy = empty(piece.shape, piece.dtype); // one piece in the CPU's memory, whatever view of whichever device it is
        copy.copy_(piece);
        file.Write(copy.bytes);
    }

    private static void Read(FileStream file, Tensor piece, string name, string path)
    {
        var onCpu = piece.device_type == DeviceType.CPU;
        using var staged = onCpu ? piece.alias() : empty(piece.shape, piece.dtype);
        file.ReadExactly(staged.bytes);
        if (staged.dtype == ScalarType.Bool && staged.bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
            throw SafetensorsHeader.Damaged(path, $"the tensor '{name}' is BOOL and has bytes other than 0 and 1");
        if (!onCpu) piece.copy_(staged);
    }
}
