using System.Numerics;

namespace Course.Search;

/// <summary>
/// Sobol's sequence: points in the unit cube of which every 2ᵏ fill it evenly in each coordinate and, as far as can be, in pairs of them.
/// Direction numbers of Joe and Kuo ("Constructing Sobol sequences with better two-dimensional projections", 2008, table new-joe-kuo-6),
/// points in Gray-code order, as in PyTorch's SobolEngine.
/// </summary>
internal sealed class SobolSequence
{
    public const int MaxDimensions = 21;

    private const int WordLength = 32;

    /// <summary>For each coordinate but the first the inner coefficients of its primitive polynomial, as bits, and the direction numbers m₁ … mₛ, s being its degree.</summary>
    private static readonly (uint Polynomial, uint[] Start)[] Table =
    [
        (0, [1]), (1, [1, 3]), (1, [1, 3, 1]), (2, [1, 1, 1]), (1, [1, 1, 3, 3]), (4, [1, 3, 5, 13]),
        (2, [1, 1, 5, 5, 17]), (4, [1, 1, 5, 5, 5]), (7, [1, 1, 7, 11, 19]), (11, [1, 1, 5, 1, 1]), (13, [1, 1, 1, 3, 11]), (14, [1, 3, 5, 5, 31]),
        (1, [1, 3, 3, 9, 7, 49]), (13, [1, 1, 1, 15, 21, 21]), (16, [1, 3, 1, 13, 27, 49]),
        (19, [1, 1, 1, 15, 7, 5]), (22, [1, 3, 1, 15, 13, 25]), (25, [1, 1, 5, 5, 19, 61]),
        (1, [1, 3, 7, 11, 23, 15, 103]), (4, [1, 3, 7, 13, 13, 15, 69]),
    ];

    private readonly uint[][] directions;

    public SobolSequence(int dimensions)
    {
        if (dimensions is < 1 or > MaxDimensions)
            throw new ArgumentOutOfRangeException(nameof(dimensions), dimensions, $"Sobol's sequence is here for 1 to {MaxDimensions} hyperparameters. Search fewer, or take SearchPlan.Random.");
        directions = [.. Enumerable.Range(0, dimensions).Select(i => i == 0 ? Directions(0, []) : Directions(Table[i - 1].Polynomial, Table[i - 1].Start))];
    }

    /// <summary>The point of an index from 0, as 32 binary digits for each coordinate.</summary>
    public uint[] Bits(int index)
    {
        var gray = (uint)index ^ ((uint)index >> 1);
        var point = new uint[directions.Length];
        for (; gray != 0; gray &= gray - 1)
            for (var i = 0; i < point.Length; i++) point[i] ^= directions[i][BitOperations.TrailingZeroCount(gray)];
        return point;
    }

    public static double ToUnit(uint bits) => bits / (double)(1UL << WordLength);

    /// <summary>vₖ = mₖ / 2ᵏ as binary digits, with the recurrence vₖ = a₁ vₖ₋₁ ⊕ … ⊕ aₛ₋₁ vₖ₋ₛ₊₁ ⊕ vₖ₋ₛ ⊕ vₖ₋ₛ/2ˢ.</summary>
    private static uint[] Directions(uint polynomial, uint[] start)
    {
        var v = new uint[WordLength];
        var degree = start.Length;
        for (var k = 0; k < v.Length; k++)
        {
            if (degree == 0) v[k] = 1u << (WordLength - 1 - k); // the first coordinate: van der Corput's sequence
            else if (k < degree) v[k] = start[k] << (WordLength - 1 - k);
            else
            {
                v[k] = v[k - degree] ^ (v[k - degree] >> degree);
                for (var i = 1; i < degree; i++)
                    if (((polynomial >> (degree - 1 - i)) & 1) == 1) v[k] ^= v[k - i];
            }
        }
        return v;
    }
}
