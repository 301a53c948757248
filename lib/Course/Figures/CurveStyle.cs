namespace Course.Figures;

/// <summary>How a curve is drawn.</summary>
public enum CurveStyle
{
    /// <summary>A solid line.</summary>
    Line,

    /// <summary>A dashed line, for what the others are compared with.</summary>
    Dashed,

    /// <summary>Points, for data.</summary>
    Points,

    /// <summary>Points joined by a line, for few values.</summary>
    LineAndPoints,
}
