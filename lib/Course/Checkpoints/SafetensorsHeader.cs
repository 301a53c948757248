using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Checkpoints;

/// <summary>The header of a safetensors file: which tensors there are, in the order of their elements, and the texts beside them.</summary>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsHeader.Entry> Tensors, Dictionary<string, string> Metadata)
{
    /// <summary>One tensor; its elements are the bytes from <paramref name="Begin"/> up to <paramref name="End"/> after the header.</summary>
    internal sealed record Entry(string Name, ScalarType Type, long[] Shape, long Begin, long End);

    private const int LengthSize = sizeof(ulong);
    private const int LargestLength = 100_000_000; // the reference implementation's limit
    private const string MetadataName = "__metadata__";
    private static readonly UTF8Encoding Utf8Text = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>In the order in which the reference implementation writes them: wider ones first, so that all are aligned.</summary>
    private static readonly (string Name, ScalarType Type, int Size)[] Types =
    [
        ("I64", ScalarType.Int64, 8), ("F64", ScalarType.Float64, 8), ("F32", ScalarType.Float32, 4), ("I32", ScalarType.Int32, 4),
        ("BF16", ScalarType.BFloat16, 2), ("F16", ScalarType.Float16, 2), ("I16", ScalarType.Int16, 2),
        ("I8", ScalarType.Int8, 1), ("U8", ScalarType.Byte, 1), ("BOOL", ScalarType.Bool, 1),
    ];

    private static string KnownTypes => string.Join(", ", Types.Select(type => type.Name));

    /// <summary>Lays tensors out: by type, then by name.</summary>
    public static SafetensorsHeader For(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var sorted = tensors.Select(pair => (pair.Key, Bytes: NameBytes(pair.Key), pair.Value, Rank: RankOf(pair.Key, pair.Value))).ToList();
        sorted.Sort((a, b) => a.Rank != b.Rank ? a.Rank - b.Rank : a.Bytes.AsSpan().SequenceCompareTo(b.Bytes));
        var entries = new List<Entry>(sorted.Count);
        foreach (var (name, _, tensor, rank) in sorted)
        {
            var begin = entries.Count == 0 ? 0 : entries[^1].End;
            entries.Add(new Entry(name, tensor.dtype, tensor.shape, begin, checked(begin + tensor.numel() * Types[rank].Size)));
        }

        return new SafetensorsHeader(entries, metadata is null ? [] : new Dictionary<string, string>(metadata.OrderBy(text => text.Key, StringComparer.Ordinal)));
    }

    /// <summary>The length and the header as they stand in the file.</summary>
    /// <exception cref="ArgumentException">The header is longer than a reader accepts.</exception>
    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write(stackalloc byte[LengthSize]); // the length, known below
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (Metadata.Count > 0)
            {
                json.WriteStartObject(MetadataName);
                foreach (var (name, text) in Metadata) json.WriteString(name, text);
                json.WriteEndObject();
            }

            foreach (var entry in Tensors)
            {
                json.WriteStartObject(entry.Name);
                json.WriteString("dtype", Array.Find(Types, type => type.Type == entry.Type).Name);
                WriteNumbers(json, "shape", entry.Shape);
                WriteNumbers(json, "data_offsets", [entry.Begin, entry.End]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        var padding = -buffer.WrittenCount & (LengthSize - 1); // the elements start at a multiple of 8
        buffer.Write("        "u8[..padding]);
        var length = buffer.WrittenCount - LengthSize;
        if (length > LargestLength)
            throw new ArgumentException($"The names, shapes and texts take {length} bytes; a safetensors header holds at most {LargestLength}. Save fewer tensors or shorter texts.");
        var bytes = buffer.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        return bytes;
    }

    /// <summary>Reads and checks a header; the file then stands at the first element.</summary>
    /// <exception cref="InvalidDataException">The header does not describe the file.</exception>
    public static SafetensorsHeader Read(FileStream file, string path)
    {
        if (file.Length < LengthSize)
            throw Damaged(path, $"it has {file.Length} bytes, and the length of the header alone takes {LengthSize}");
        Span<byte> start = stackalloc byte[LengthSize];
        file.ReadExactly(start);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length > LargestLength)
            throw Damaged(path, $"its first {LengthSize} bytes give the header {length} bytes, and {LargestLength} are the most");
        var elements = file.Length - LengthSize - (long)length;
        if (elements < 0)
            throw Damaged(path, $"its first {LengthSize} bytes give the header {length} bytes, and {file.Length - LengthSize} follow");
        var text = new byte[length];
        file.ReadExactly(text);
        if (!Utf8.IsValid(text)) throw Damaged(path, "its header is not valid UTF-8");
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Parse(json.RootElement, elements, path);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            throw Damaged(path, $"its header is not the JSON that the format asks for ({error.Message.TrimEnd('.')})");
        }
    }

    public static InvalidDataException Damaged(string path, string what, string advice = "Get or write the file again") =>
        new($"{path} cannot be read as a safetensors file: {what}. {advice}.");

    private static SafetensorsHeader Parse(JsonElement root, long length, string path)
    {
        if (root.ValueKind != JsonValueKind.Object) throw Damaged(path, $"its header is {Shown(root)}, expected an object");
        var metadata = new Dictionary<string, string>();
        var entries = new List<Entry>();
        foreach (var property in root.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Object)
                throw Damaged(path, $"in its header '{property.Name}' is {Shown(property.Value)}, expected an object");
            if (property.Name != MetadataName)
                entries.Add(ParseEntry(property.Name, property.Value, length, path));
            else
                foreach (var text in property.Value.EnumerateObject())
                    metadata.Add(text.Name, text.Value.ValueKind == JsonValueKind.String ? text.Value.GetString()!
                        : throw Damaged(path, $"in its {MetadataName} '{text.Name}' is {Shown(text.Value)}, expected a text"));
        }

        entries.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        var end = 0L;
        foreach (var entry in entries)
        {
            if (entry.Begin != end)
                throw Damaged(path, $"the tensor '{entry.Name}' starts at byte {entry.Begin}, {(entry.Begin < end ? "within" : "beyond")} the end of the one before, byte {end}; tensors follow each other without gap or overlap");
            end = entry.End;
        }

        if (end != length) throw Damaged(path, $"its tensors take {end} bytes, and {length} follow the header");
        return new SafetensorsHeader(entries, metadata);
    }

    private static Entry ParseEntry(string name, JsonElement info, long length, string path)
    {
        var dtype = Field("dtype");
        var (typeName, type, size) = Array.Find(Types, type => dtype.ValueKind == JsonValueKind.String && dtype.ValueEquals(type.Name));
        if (typeName is null)
            throw Damaged(path, $"the tensor '{name}' has the dtype {Shown(dtype)}; known are {KnownTypes}", "Convert it to one of these where it was written");
        var shape = Numbers("shape");
        var offsets = Numbers("data_offsets");
        if (offsets.Length != 2) throw Damaged(path, $"'data_offsets' of the tensor '{name}' has {offsets.Length} numbers, expected 2: begin and end");

        // Without the zeros, because strides are products of the other sizes and must not overflow either.
        var extent = (UInt128)size;
        foreach (var count in shape)
            if ((extent *= (UInt128)Math.Max(count, 1)) > long.MaxValue)
                throw Damaged(path, $"the tensor '{name}' of shape [{string.Join(", ", shape)}] counts more bytes than any file has");
        var bytes = shape.Contains(0) ? 0 : (long)extent;
        var (begin, end) = (offsets[0], offsets[1]);
        if (begin > end || end > length)
            throw Damaged(path, $"the tensor '{name}' is to be bytes {begin} to {end} of the {length} that follow the header");
        if (end - begin != bytes)
            throw Damaged(path, $"the tensor '{name}' has {end - begin} bytes, and {typeName} [{string.Join(", ", shape)}] takes {bytes}");
        return new Entry(name, type, shape, begin, end);

        JsonElement Field(string field) => info.TryGetProperty(field, out var value) ? value : throw Damaged(path, $"the tensor '{name}' has no '{field}'");

        long[] Numbers(string field)
        {
            var value = Field(field);
            if (value.ValueKind != JsonValueKind.Array) throw Damaged(path, $"'{field}' of the tensor '{name}' is {Shown(value)}, expected whole numbers in brackets");
            return [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var number) && number >= 0 ? number
                : throw Damaged(path, $"'{field}' of the tensor '{name}' has {Shown(item)}, expected a whole number from 0 to {long.MaxValue}"))];
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, long[] numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static byte[] NameBytes(string name)
    {
        if (name == MetadataName) throw new ArgumentException($"The name {MetadataName} is reserved by the format. Rename that tensor.");
        try
        {
            return Utf8Text.GetBytes(name);
        }
        catch (EncoderFallbackException)
        {
            throw new ArgumentException($"The tensor's name '{name}' has half a surrogate pair, which is no character. Rename that tensor.");
        }
    }

    private static int RankOf(string name, Tensor tensor)
    {
        var rank = tensor is null ? -1 : Array.FindIndex(Types, type => type.Type == tensor.dtype);
        return rank >= 0 ? rank : throw new ArgumentException(
            $"The tensor '{name}' is {(tensor is null ? "null" : tensor.dtype)}; the format holds {string.Join(", ", Types.Select(type => type.Type))}. Convert it with to(…), or leave it out.");
    }

    /// <summary>The JSON of a value, cut to a length that an error can show.</summary>
    private static string Shown(JsonElement value) => value.GetRawText() is { Length: > 40 } text ? $"{text[..40]}…" : value.GetRawText();
}
