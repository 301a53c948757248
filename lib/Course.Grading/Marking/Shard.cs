using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Course.Grading;

/// <summary>A share of a class, so that several machines can grade it: which students are in it depends on their names alone.</summary>
/// <param name="Number">Which share, from 1.</param>
/// <param name="Count">How many shares there are.</param>
public sealed record Shard(int Number, int Count)
{
    /// <summary>Reads <c>2/8</c>, the second of eight.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="GradingException">It is no such thing.</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var first, var second] && Whole(first) is { } number && Whole(second) is { } count && 1 <= number && number <= count
            ? new(number, count)
            : throw new GradingException($"'{text}' is no share. Write which one of how many, counted from 1: 1/8, 2/8, … 8/8.");
    }

    /// <summary>Whether a student's submissions are in this share.</summary>
    /// <param name="student">The student's key.</param>
    public bool Has(string student) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(student))) % (ulong)Count == (ulong)(Number - 1);

    /// <summary>As it is written in a command.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
