using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Course.Formatting.Still;

/// <summary>Pixels as a PNG file, which every viewer of notebooks can show.</summary>
internal static class Bitmap
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(Crc)];

    /// <summary>The address of a picture that holds the picture itself.</summary>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <param name="color">The colour of the pixel in a column and a row, counted from the top; null where nothing is.</param>
    public static string DataAddress(int width, int height, Func<int, int, Rgb?> color)
    {
        using var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.Optimal, leaveOpen: true))
        {
            var line = new byte[1 + 4 * width]; // a row's filter (none), then its pixels
            for (var row = 0; row < height; row++)
            {
                for (var column = 0; column < width; column++)
                {
                    var pixel = color(column, row);
                    (line[4 * column + 1], line[4 * column + 2], line[4 * column + 3], line[4 * column + 4]) =
                        pixel is { } given ? (given.Red, given.Green, given.Blue, byte.MaxValue) : default;
                }
                packed.Write(line);
            }
        }

        using var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n\u001a\n"u8]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 6); // eight bits each of red, green, blue and opacity
        Write(file, "IHDR", header);
        Write(file, "IDAT", rows.ToArray());
        Write(file, "IEND", []);
        return "data:image/png;base64," + Convert.ToBase64String(file.ToArray());
    }

    private static void Write(Stream file, string type, byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~typed.Aggregate(uint.MaxValue, (crc, value) => CrcTable[(crc ^ value) & 0xff] ^ (crc >> 8)));
        file.Write(number);
    }

    private static uint Crc(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
        return crc;
    }
}
