namespace TorchSharp;

/// <summary>The upper half of a <see cref="float"/>.</summary>
public readonly struct BFloat16 : IEquatable<BFloat16>
{
    private readonly ushort bits;

    private BFloat16(ushort bits) => this.bits = bits;

    /// <summary>The nearest; of two as near the even one.</summary>
    public BFloat16(float f)
    {
        var whole = BitConverter.SingleToUInt32Bits(f);
        bits = float.IsNaN(f) ? (ushort)0x7FC0 : (ushort)((whole + 0x7FFF + ((whole >> 16) & 1)) >> 16);
    }

    /// <summary>The number that these 16 bits stand for.</summary>
    public static BFloat16 FromRawValue(ushort rawValue) => new(rawValue);
    /// <summary>The same number as a float, exactly.</summary>
    public float ToSingle() => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    public static explicit operator float(BFloat16 bf) => bf.ToSingle();
    public static explicit operator double(BFloat16 bf) => bf.ToSingle();
    public static explicit operator BFloat16(float f) => new(f);
    public static explicit operator BFloat16(double d) => new((float)d);
    public static bool operator ==(BFloat16 a, BFloat16 b) => a.ToSingle() == b.ToSingle();
    public static bool operator !=(BFloat16 a, BFloat16 b) => a.ToSingle() != b.ToSingle();

    /// <summary>Whether both are the same number; NaN equals nothing.</summary>
    public bool Equals(BFloat16 other) => ToSingle() == other.ToSingle();
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);
    public override int GetHashCode() => ToSingle().GetHashCode();
    public override string ToString() => ToSingle().ToString();
}
