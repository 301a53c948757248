using System.Buffers.Binary;
using System.Text;

namespace Course.Grading;

/// <summary>
/// What a grader and its executor say to each other: frames of a length (4 bytes, little endian) and as many bytes. The
/// grader sends cells; the executor sends an empty frame when it is ready, and one frame for each that it got.
/// </summary>
internal static class ExecutorFrames
{
    /// <summary>The longest answer that the grader takes, in bytes.</summary>
    public const int MaxAnswer = 16 << 20;

    /// <summary>A frame with nothing in it: from the executor, that it is ready; to it, that from now on it runs what students wrote.</summary>
    public static byte[] Empty { get; } = new byte[sizeof(int)];

    /// <summary>A cell's code in a frame.</summary>
    public static byte[] Of(CompiledCell cell) => Frame(writer =>
    {
        Write(writer, cell.Assembly);
        Write(writer, cell.Symbols);
        writer.Write(cell.TypeName);
        writer.Write(cell.MethodName);
        writer.Write(cell.References.Count);
        foreach (var reference in cell.References)
            writer.Write(reference);
        writer.Write(cell.IsLocked);
    });

    /// <summary>What a cell came to in a frame.</summary>
    public static byte[] Of(CellExecution execution) => Frame(writer =>
    {
        writer.Write((byte)execution.End);
        Write(writer, execution.Proof);
        Write(writer, execution.Error);
        writer.Write(execution.Output);
        writer.Write(execution.Checks.Count);
        foreach (var check in execution.Checks)
        {
            writer.Write(check.File);
            writer.Write(check.Line);
            writer.Write(check.Points ?? double.NaN);
            writer.Write(check.Passed);
            writer.Write(check.Text);
        }
    });

    public static CompiledCell ReadCell(byte[] frame)
    {
        using var reader = Reader(frame);
        var (assembly, symbols) = (reader.ReadBytes(reader.ReadInt32()), reader.ReadBytes(reader.ReadInt32()));
        return new(assembly, symbols, reader.ReadString(), reader.ReadString(), [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())], reader.ReadBoolean());
    }

    /// <summary>Reads what a cell came to; nothing of it is believed before it is read to its end.</summary>
    /// <exception cref="InvalidDataException">It is no such frame.</exception>
    public static CellExecution ReadExecution(byte[] frame)
    {
        try
        {
            using var reader = Reader(frame);
            var end = (ExecutionEnd)reader.ReadByte();
            var (proof, error, output) = (ReadText(reader), ReadText(reader), reader.ReadString());
            var checks = new List<CheckRecord>();
            for (var left = reader.ReadInt32(); left > 0; left--)
                checks.Add(new(reader.ReadString(), reader.ReadInt32(), ReadPoints(reader), reader.ReadBoolean(), reader.ReadString()));
            if (end is ExecutionEnd.Completed or ExecutionEnd.Threw or ExecutionEnd.Changed && reader.BaseStream.Position == frame.Length)
                return new(end, proof, error, checks, output);
        }
        catch (Exception exception) when (exception is IOException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("The process sent what is no answer.", exception);
        }

        throw new InvalidDataException("The process sent what is no answer.");
    }

    /// <summary>Reads a frame; null at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">It is longer than <paramref name="limit"/>, or the stream ends within it.</exception>
    public static async Task<byte[]?> ReadAsync(Stream stream, int limit, CancellationToken cancel)
    {
        var header = new byte[sizeof(int)];
        if (await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancel).ConfigureAwait(false) < header.Length)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length < 0 || length > limit)
            throw new InvalidDataException($"The process sent an answer of {length} bytes; at most {limit} are taken.");
        var frame = new byte[length];
        return await stream.ReadAtLeastAsync(frame, length, throwOnEndOfStream: false, cancel).ConfigureAwait(false) == length ? frame : null;
    }

    private static byte[] Frame(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(0);
        write(writer);
        writer.Flush();
        var frame = bytes.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - sizeof(int));
        return frame;
    }

    private static BinaryReader Reader(byte[] frame) => new(new MemoryStream(frame), Encoding.UTF8);

    private static void Write(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static void Write(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
            writer.Write(text);
    }

    private static double? ReadPoints(BinaryReader reader) => reader.ReadDouble() is var points && double.IsNaN(points) ? null : points;

    private static string? ReadText(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
