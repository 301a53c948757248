using System.Buffers.Binary;
using System.IO.Compression;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Data;

/// <summary>
/// Reads files in the IDX format, in which MNIST and its relatives come: two zero bytes, a byte for the element type, a byte
/// for the number of dimensions, each dimension as a big-endian 32-bit number, then the elements, big-endian, last dimension fastest
/// (LeCun, Cortes and Burges, "The MNIST database of handwritten digits").
/// </summary>
public static class IdxFile
{
    private const int GzipMagic = 0x1F8B;

    /// <summary>Reads a whole file, plain or compressed with gzip (told by its first bytes, not its name).</summary>
    /// <param name="path">The file.</param>
    /// <returns>A tensor of the shape and element type that the header names.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not in IDX format, damaged, or shorter or longer than its header says.</exception>
    public static Tensor Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = File.OpenRead(path);
        var magic = new byte[2];
        var compressed = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && BinaryPrimitives.ReadUInt16BigEndian(magic) == GzipMagic;
        file.Position = 0;
        using Stream content = compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
        try
        {
            return Read(content, path);
        }
        catch (InvalidDataException error) when (error.Data["path"] is null)
        {
            throw Damaged(path, $"its gzip compression is damaged ({error.Message})");
        }
    }

    private static Tensor Read(Stream content, string path)
    {
        var head = new byte[4];
        var found = content.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        if (found < 4) throw Damaged(path, $"it ends after {found} bytes, within the 4 bytes that every IDX file starts with");
        if (head[0] != 0 || head[1] != 0)
            throw Damaged(path, $"it starts with the bytes {head[0]:X2} {head[1]:X2}, and an IDX file with 00 00");
        var (type, elementSize) = head[2] switch
        {
            0x08 => (ScalarType.Byte, 1),
            0x09 => (ScalarType.Int8, 1),
            0x0B => (ScalarType.Int16, 2),
            0x0C => (ScalarType.Int32, 4),
            0x0D => (ScalarType.Float32, 4),
            0x0E => (ScalarType.Float64, 8),
            _ => throw Damaged(path, $"its third byte, the element type, is {head[2]:X2}; known are 08, 09, 0B, 0C, 0D and 0E"),
        };
        var rank = head[3];
        if (rank == 0) throw Damaged(path, "its fourth byte says that it has no dimensions");

        var dimensions = new byte[4 * rank];
        found = content.ReadAtLeast(dimensions, dimensions.Length, throwOnEndOfStream: false);
        if (found < dimensions.Length)
            throw Damaged(path, $"it ends within the sizes of its {rank} dimensions: {found} bytes of {dimensions.Length}");
        var shape = new long[rank];
        UInt128 size = (UInt128)elementSize;
        for (var i = 0; i < rank; i++)
        {
            shape[i] = BinaryPrimitives.ReadUInt32BigEndian(dimensions.AsSpan(4 * i));
            size *= (UInt128)shape[i];
            if (size > (UInt128)Array.MaxLength)
                throw Damaged(path, $"its header says [{string.Join(", ", shape[..(i + 1)])}{(i + 1 < rank ? ", …" : "")}] elements of {elementSize} bytes, more than fit into memory");
        }

        // A damaged header can name any size, so memory grows with what the file really holds.
        using var body = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            body.Write(buffer, 0, read);
            if ((UInt128)body.Length > size)
                throw Damaged(path, $"its header says [{string.Join(", ", shape)}], {size} bytes, and more bytes follow");
        }
        if ((UInt128)body.Length < size)
            throw Damaged(path, $"its header says [{string.Join(", ", shape)}], {size} bytes, and {body.Length} follow");
        return ToTensor(body.GetBuffer().AsSpan(0, (int)body.Length), type, elementSize, shape);
    }

    private static Tensor ToTensor(Span<byte> bytes, ScalarType type, int elementSize, long[] shape)
    {
        if (BitConverter.IsLittleEndian && elementSize > 1)
            for (var i = 0; i < bytes.Length; i += elementSize) bytes.Slice(i, elementSize).Reverse();
        var result = empty(shape, type);
        if (bytes.Length > 0) result.bytes = bytes;
        return result;
    }

    private static InvalidDataException Damaged(string path, string what)
    {
        var error = new InvalidDataException($"{path} is not a whole IDX file: {what}. Get the file again.");
        error.Data["path"] = path;
        return error;
    }
}
