using System.IO.Compression;
using Course.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Tests.Data;

public sealed class IdxFileTests : IDisposable
{
    // Two 2×3 images: two zero bytes, type 8 (unsigned byte), three dimensions, their sizes, twelve pixels.
    private static readonly byte[] TwoImages =
        [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255];

    // A thousand bytes that do not compress to nothing.
    private static readonly byte[] Thousand = [0, 0, 8, 1, 0, 0, 3, 232, .. Enumerable.Range(0, 1000).Select(i => (byte)(i * i))];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bytes_are_read_in_the_shape_of_the_header()
    {
        var images = IdxFile.Read(folder.Write("images", TwoImages));

        Assert.Equal(ScalarType.Byte, images.dtype);
        Assert.Equal([2L, 2, 3], images.shape);
        Assert.Equal([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255], images.Values());
    }

    [Fact]
    public void A_compressed_file_is_known_by_its_content_not_its_name() =>
        Assert.Equal([2L, 2, 3], IdxFile.Read(folder.Write("images", Gzip(TwoImages))).shape);

    [Theory]
    [InlineData(0x09, new byte[] { 0xFE }, ScalarType.Int8, -2)]
    [InlineData(0x0B, new byte[] { 0x01, 0x02 }, ScalarType.Int16, 258)]
    [InlineData(0x0C, new byte[] { 0xFF, 0xFF, 0xFF, 0xFD }, ScalarType.Int32, -3)]
    [InlineData(0x0D, new byte[] { 0x3F, 0xC0, 0, 0 }, ScalarType.Float32, 1.5)]
    [InlineData(0x0E, new byte[] { 0xC0, 0x04, 0, 0, 0, 0, 0, 0 }, ScalarType.Float64, -2.5)]
    public void Every_element_type_is_read_from_big_endian(byte code, byte[] element, ScalarType type, double value)
    {
        var read = IdxFile.Read(folder.Write("numbers", [0, 0, code, 1, 0, 0, 0, 1, .. element]));

        Assert.Equal(type, read.dtype);
        Assert.Equal([value], read.Values());
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_with_its_name()
    {
        for (var length = 0; length < TwoImages.Length; length++)
        {
            var path = folder.Write($"cut-{length}", TwoImages.AsSpan(0, length));
            var error = Assert.Throws<InvalidDataException>(() => IdxFile.Read(path));
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_compressed_file_cut_anywhere_is_refused_with_its_name_or_has_all_its_values()
    {
        // Cut within the checksum at its end nothing is lost, and .NET does not miss it.
        var whole = Gzip(Thousand);
        var refused = 0;
        for (var length = 0; length < whole.Length; length++) refused += RefusedOrWhole($"cut-{length}.gz", whole[..length]) ? 1 : 0;

        Assert.InRange(refused, whole.Length - 16, whole.Length);
    }

    [Fact]
    public void A_compressed_file_with_a_flipped_bit_is_refused_with_its_name_or_has_all_its_values()
    {
        // In the header of gzip, ten bytes, most bits mean nothing here: a time, an operating system.
        var whole = Gzip(Thousand);
        var refused = 0;
        for (var i = 0; i < whole.Length; i++)
        {
            var flipped = whole.ToArray();
            flipped[i] ^= 4;
            refused += RefusedOrWhole($"flipped-{i}.gz", flipped) ? 1 : 0;
        }

        Assert.InRange(refused, whole.Length - 20, whole.Length);
    }

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 8, 3 }, "50 4B")] // a zip archive
    [InlineData(new byte[] { 0, 0, 7, 1, 0, 0, 0, 1, 1 }, "07")] // no such element type
    [InlineData(new byte[] { 0, 0, 8, 0 }, "no dimensions")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 1, 2, 3 }, "more bytes follow")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 9, 1, 2, 3 }, "9 bytes, and 3 follow")]
    [InlineData(new byte[] { 0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 }, "more than fit into memory")]
    [InlineData(new byte[] { 0, 0, 14, 1, 127, 255, 255, 255 }, "more than fit into memory")]
    public void What_is_wrong_is_said(byte[] content, string expected)
    {
        var path = folder.Write("wrong", content);

        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => IdxFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_size_in_a_damaged_header_takes_no_memory()
    {
        var path = folder.Write("huge", [0, 0, 8, 1, 0x7F, 0, 0, 0, 1, 2, 3]); // says 2 GB, holds 3 bytes
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => IdxFile.Read(path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void An_empty_set_is_a_set() =>
        Assert.Equal([0L, 28, 28], IdxFile.Read(folder.Write("empty", [0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28])).shape);

    [Fact]
    public void A_file_that_is_not_there_is_a_FileNotFoundException() =>
        Assert.Throws<FileNotFoundException>(() => IdxFile.Read(Path.Combine(folder.FullName, "none")));

    private bool RefusedOrWhole(string name, byte[] content)
    {
        var path = folder.Write(name, content);
        try
        {
            Assert.Equal(Thousand[8..].Select(value => (double)value), IdxFile.Read(path).Values());
            return false;
        }
        catch (InvalidDataException error)
        {
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            return true;
        }
    }

    private static byte[] Gzip(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal)) gzip.Write(content);
        return target.ToArray();
    }
}
