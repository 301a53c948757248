using System.Globalization;

namespace Course.Formatting.Still;

/// <summary>A colour.</summary>
internal readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    /// <summary>Whether black writing is read better on it than white.</summary>
    public bool IsLight => 0.299 * Red + 0.587 * Green + 0.114 * Blue > 140;

    /// <summary>Reads <c>#rrggbb</c> or <c>rgb(r, g, b)</c>; grey where it is written otherwise.</summary>
    public static Rgb Parse(string text)
    {
        if (text is ['#', ..] && text.Length == 7 && int.TryParse(text[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number))
            return new Rgb((byte)(number >> 16), (byte)(number >> 8), (byte)number);
        var parts = text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')').Split(',');
        double[] values = [.. parts.Select(part => double.TryParse(part, CultureInfo.InvariantCulture, out var value) ? value : double.NaN)];
        return values is [>= 0 and <= 255, >= 0 and <= 255, >= 0 and <= 255, ..] ? new Rgb((byte)values[0], (byte)values[1], (byte)values[2]) : new Rgb(128, 128, 128);
    }

    /// <summary>A colour between two.</summary>
    public static Rgb Between(Rgb from, Rgb to, double part)
    {
        byte Mix(byte a, byte b) => (byte)Math.Round(a + part * (b - a));
        return new Rgb(Mix(from.Red, to.Red), Mix(from.Green, to.Green), Mix(from.Blue, to.Blue));
    }
}
