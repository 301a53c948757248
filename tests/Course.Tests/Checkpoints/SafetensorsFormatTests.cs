using System.Buffers.Binary;
using System.Text;
using Course.Checkpoints;

namespace Course.Tests.Checkpoints;

public sealed class SafetensorsFormatTests : IDisposable
{
    private const string Whole = """{"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, int> Accepted => new()
    {
        { Whole, 16 },
        { "{}", 0 },
        { "  \t\n" + Whole + " \r\n\t", 16 }, // writers may pad on both sides
        { """{"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 16 }, // in another order
        { """{"z":{"dtype":"F32","shape":[0,3],"data_offsets":[16,16]},"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}""", 16 },
        { """{"w":{"data_offsets":[0,16],"shape":[2,2],"dtype":"F32","note":{"a":[1]}}}""", 16 }, // the reference implementation ignores other fields too
        { """{"\u0077":{"dtype":"\u00463\u0032","shape":[],"data_offsets":[0,4]},"__metadata__":{"a":"b"}}""", 4 },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void What_the_format_allows_is_read(string header, int bytes)
    {
        var (tensors, _) = Safetensors.Load(Write(header, bytes));

        Assert.Equal(bytes, tensors.Values.Sum(tensor => tensor.numel() * tensor.ElementSize));
    }

    /// <summary>A header, how many bytes follow it, and what the error names.</summary>
    public static TheoryData<string, int, string> Malformed => new()
    {
        { "", 0, "JSON" },
        { "{", 16, "JSON" },
        { "[]", 0, "expected an object" },
        { "42", 0, "expected an object" },
        { Whole + "x", 16, "JSON" },
        { Whole + "\0", 16, "JSON" },
        { Whole.Replace("}}", "},}", StringComparison.Ordinal), 16, "JSON" },
        { """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "w" },
        { """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0077":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "w" },
        { """{"w":{"dtype":"F32","dtype":"I32","shape":[1],"data_offsets":[0,4]}}""", 4, "dtype" },
        { """{"__metadata__":{"a":"1","a":"2"}}""", 0, "a" },
        { """{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "JSON" },
        { """{"w":3}""", 0, "'w' is 3" },
        { """{"__metadata__":"pt"}""", 0, "expected an object" },
        { """{"__metadata__":{"epoch":3}}""", 0, "'epoch' is 3, expected a text" },
        { """{"w":{"shape":[2,2],"data_offsets":[0,16]}}""", 16, "no 'dtype'" },
        { """{"w":{"dtype":"F32","data_offsets":[0,16]}}""", 16, "no 'shape'" },
        { """{"w":{"dtype":"F32","shape":[2,2]}}""", 16, "no 'data_offsets'" },
        { """{"w":{"dtype":"F8_E4M3","shape":[16],"data_offsets":[0,16]}}""", 16, "\"F8_E4M3\"; known are I64, F64" },
        { """{"w":{"dtype":"f32","shape":[2,2],"data_offsets":[0,16]}}""", 16, "\"f32\"" },
        { """{"w":{"dtype":5,"shape":[2,2],"data_offsets":[0,16]}}""", 16, "dtype 5" },
        { """{"w":{"dtype":"F32","shape":4,"data_offsets":[0,16]}}""", 16, "'shape' of the tensor 'w' is 4" },
        { """{"w":{"dtype":"F32","shape":[2,-2],"data_offsets":[0,16]}}""", 16, "has -2" },
        { """{"w":{"dtype":"F32","shape":[2,2.0],"data_offsets":[0,16]}}""", 16, "has 2.0" },
        { """{"w":{"dtype":"F32","shape":[2,"2"],"data_offsets":[0,16]}}""", 16, "has \"2\"" },
        { """{"w":{"dtype":"F32","shape":[2,18446744073709551614],"data_offsets":[0,16]}}""", 16, "18446744073709551614" },
        { """{"w":{"dtype":"F32","shape":[2,9223372036854775807],"data_offsets":[0,16]}}""", 16, "more bytes than any file" },
        { """{"w":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "more bytes than any file" }, // 2^64 elements
        { """{"w":{"dtype":"F32","shape":[0,4611686018427387904,4611686018427387904],"data_offsets":[0,0]}}""", 0, "more bytes than any file" },
        { """{"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,4]}}""", 4, "has 4 bytes, and F32 [2, 2] takes 16" },
        { """{"w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16,32]}}""", 16, "3 numbers" },
        { """{"w":{"dtype":"F32","shape":[2,2],"data_offsets":[16]}}""", 16, "1 numbers" },
        { """{"w":{"dtype":"F32","shape":[2,2],"data_offsets":[16,0]}}""", 16, "bytes 16 to 0" },
        { """{"w":{"dtype":"F32","shape":[2,2],"data_offsets":[-16,0]}}""", 16, "has -16" },
        { """{"w":{"dtype":"F32","shape":[2,2],"data_offsets":[16,32]}}""", 16, "bytes 16 to 32 of the 16" },
        { Whole, 14, "bytes 0 to 16 of the 14" },
        { Whole, 34, "take 16 bytes, and 34 follow" },
        { "{}", 1, "take 0 bytes, and 1 follow" },
        { """{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", 16, "starts at byte 8, beyond the end of the one before, byte 0" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", 16, "'b' starts at byte 8, beyond" },
        { """{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", 16, "'b' starts at byte 8, within" },
        { """{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", 16, "starts at byte 0, within" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_header_is_refused_with_what_was_found(string header, int bytes, string named)
    {
        var path = Write(header, bytes);
        var error = Assert.Throws<InvalidDataException>(() => Safetensors.Load(path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    /// <summary>The whole file in hexadecimal.</summary>
    public static TheoryData<string, string> MalformedFiles => new()
    {
        { "", "0 bytes" },
        { "3C000000000000", "7 bytes" },
        { "3C00000000000000", "60 bytes, and 0 follow" },
        { "3C00000000FFFFFF", "100000000 are the most" },
        { "FFFFFFFFFFFFFFFF", "100000000 are the most" },
        { "01E1F50500000000", "100000000 are the most" }, // one byte more than that
        { "0100000000000000FF", "UTF-8" },
        { "01000000000000007B", "JSON" },
    };

    [Theory]
    [MemberData(nameof(MalformedFiles))]
    public void A_malformed_file_is_refused_with_what_was_found(string bytes, string named)
    {
        var error = Assert.Throws<InvalidDataException>(() => Safetensors.Load(folder.Write("file.safetensors", Convert.FromHexString(bytes))));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truth_value_is_0_or_1()
    {
        var file = File.ReadAllBytes(Write("""{"w":{"dtype":"BOOL","shape":[3],"data_offsets":[0,3]}}""", 3));
        file[^1] = 2;
        var error = Assert.Throws<InvalidDataException>(() => Safetensors.Load(folder.Write("file.safetensors", file)));

        Assert.Contains("'w' is BOOL", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_of_any_kind_is_told_by_the_documented_error_and_takes_no_memory()
    {
        var whole = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Checkpoints", "reference.safetensors"));
        var random = new Random(20240607);
        var refused = 0;
        for (var trial = 0; trial < 2000; trial++)
        {
            var file = whole.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--) // three quarters of them in the length and the header
                file[random.Next(random.Next(4) == 0 ? file.Length : file.Length - 200)] ^= (byte)(1 << random.Next(8));
            if (trial % 4 == 0) Array.Resize(ref file, random.Next(file.Length + 20));
            var path = folder.Write("file.safetensors", file);

            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                foreach (var tensor in Safetensors.Load(path).Tensors.Values) tensor.Dispose();
            }
            catch (InvalidDataException)
            {
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000); // an error with its stack trace included
        }

        Assert.InRange(refused, 1500, 1999); // a flipped bit in an element or a name is no damage that a reader could see
    }

    private string Write(string header, int bytes)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + text.Length + bytes];
        BinaryPrimitives.WriteInt64LittleEndian(file, text.Length);
        text.CopyTo(file, 8);
        return folder.Write("file.safetensors", file);
    }
}
