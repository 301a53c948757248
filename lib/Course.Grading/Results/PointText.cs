using System.Globalization;

namespace Course.Grading;

/// <summary>Points in words.</summary>
internal static class PointText
{
    /// <summary>Such as <c>2.5 points</c>.</summary>
    public static string Of(double points) => string.Create(CultureInfo.InvariantCulture, $"{points:0.###} {(points == 1 ? "point" : "points")}");

    /// <summary>Such as <c>2.5 of 4 points</c>.</summary>
    public static string Of(double score, double points) => string.Create(CultureInfo.InvariantCulture, $"{score:0.###} of {Of(points)}");

    /// <summary>What coming late costs, a sentence.</summary>
    public static string Penalty(FinalGrade grade) => string.Create(
        CultureInfo.InvariantCulture, $"{Of(grade.Total)} were earned, and coming late costs {grade.Penalty:0.###} of them ({grade.PenaltyRate:0.##%}).");
}
