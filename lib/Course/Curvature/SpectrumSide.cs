namespace Course.Curvature;

/// <summary>
/// One end of the spectrum of <c>A = [[T, Bᵀ], [B, C]]</c>, of which T and B are known, counted outwards: at the lower end everything is taken
/// with the opposite sign.
/// </summary>
/// <remarks>
/// The i-th eigenvalue θᵢ of T is at most the i-th eigenvalue λᵢ of A (Cauchy). Where all eigenvalues of C are at most ν, A has for each
/// <c>μ &gt; ν</c> no more eigenvalues above μ than <c>T + BᵀB/(μ − ν)</c> (Schur's complement of C − μ), so that
/// <c>λᵢ ≤ max(μ, λᵢ(T + BᵀB/(μ − ν)))</c>. That is about <c>θᵢ + r²/(θᵢ − ν)</c> for a residual r, however near to one another the found
/// eigenvalues are (Parlett, "The symmetric eigenvalue problem", 1998, chapter 10), and multiplicities are counted.
/// </remarks>
/// <param name="Sign">1 at the upper end, −1 at the lower one.</param>
/// <param name="Values">The eigenvalues θ of T times the sign, descending.</param>
/// <param name="Reach">B times T's eigenvectors, in the same order: a row for each vector that B's range is spanned by.</param>
/// <param name="Sought">How many of the eigenvalues are sought.</param>
/// <param name="Threshold">What no eigenvalue that is not sought may exceed.</param>
internal sealed record SpectrumSide(int Sign, double[] Values, double[][] Reach, int Sought, double Threshold)
{
    /// <summary>The residual ‖Av − θv‖ of the pair of a rank.</summary>
    public double Residual(int rank) => Math.Sqrt(Reach.Sum(along => along[rank] * along[rank]));

    /// <summary>What the eigenvalue of a rank cannot exceed if no eigenvalue of C exceeds ν.</summary>
    /// <param name="rank">i, from 0.</param>
    /// <param name="ceiling">ν; −∞ where there is no C.</param>
    public double Bound(int rank, double ceiling)
    {
        var (value, residual) = (Values[rank], Residual(rank));
        if (double.IsInfinity(ceiling)) return ceiling > 0 ? ceiling : value;
        var root = Math.Sqrt((value - ceiling) * (value - ceiling) + 4 * residual * residual);
        var gap = value > ceiling ? (value - ceiling + root) / 2 : 2 * residual * residual / (root + ceiling - value); // μ − ν, with (μ − θ)(μ − ν) = r²
        if (!(gap > 1e-30 * Math.Abs(ceiling))) return Math.Max(value, ceiling);
        var shifted = new double[Values.Length, Values.Length];
        for (var i = 0; i < Values.Length; i++)
        {
            shifted[i, i] = Values[i];
            foreach (var along in Reach)
                for (var j = 0; j < Values.Length; j++) shifted[i, j] += along[i] * along[j] / gap;
        }
        return Math.Max(ceiling + gap, SmallEigenproblem.Values(shifted)[rank]);
    }

    /// <summary>Whether it follows from the bound ν of C that what is sought was found to within a target, and nothing missed.</summary>
    public bool Suffices(double ceiling, double target)
    {
        if (ceiling > Threshold + target) return false;
        for (var rank = Sought - 1; rank >= 0; rank--) // the last converges last
            if (Bound(rank, ceiling) > Values[rank] + target) return false;
        return Sought == Values.Length || Bound(Sought, ceiling) <= Threshold + target;
    }
}
