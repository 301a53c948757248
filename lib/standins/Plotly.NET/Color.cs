namespace Plotly.NET;

/// <summary>A colour, a list of colours, or numbers that a colour scale turns into colours.</summary>
public sealed class Color
{
    private Color(object value) => Value = value;

    public object Value { get; }

    public static Color fromARGB(int a, int r, int g, int b) => new(ARGB.create(a, r, g, b));

    public static Color fromRGB(int r, int g, int b) => new(ARGB.fromRGB(r, g, b));

    public static Color fromHex(string s) => new(ARGB.fromWebHex(s));

    public static Color fromString(string c) => new(c);

    public static Color fromColors(IEnumerable<Color> c) => new(c.Select(color => color.Value).ToArray());

    public static Color fromColorScaleValues<T>(IEnumerable<T> c) where T : IConvertible => new(c);

    public override bool Equals(object? obj) => obj is Color other && Value.Equals(other.Value);

    public override int GetHashCode() => Value.GetHashCode();
}
