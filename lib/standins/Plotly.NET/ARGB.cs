using System.Globalization;

namespace Plotly.NET;

/// <summary>A colour of four bytes.</summary>
public sealed record ARGB
{
    private ARGB(byte a, byte r, byte g, byte b) => (A, R, G, B) = (a, r, g, b);

    public byte A { get; }
    public byte R { get; }
    public byte G { get; }
    public byte B { get; }

    public static ARGB create(int a, int r, int g, int b) => new(Byte(a), Byte(r), Byte(g), Byte(b));

    public static ARGB fromRGB(int r, int g, int b) => create(255, r, g, b);

    public static ARGB fromWebHex(string s)
    {
        byte[] bytes = Convert.FromHexString(s.TrimStart('#'));
        return bytes is [byte r, byte g, byte b]
            ? new(255, r, g, b)
            : throw new ArgumentException($"'{s}' is no colour; expected six hexadecimal digits, like #1f77b4.", nameof(s));
    }

    internal string ToCss() => string.Create(CultureInfo.InvariantCulture, $"rgba({R}, {G}, {B}, {A / 255.0:0.0})");

    private static byte Byte(int value) =>
        value is >= 0 and <= 255
            ? (byte)value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A component of a colour lies between 0 and 255.");
}
