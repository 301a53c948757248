namespace Course.Data;

/// <summary>
/// The pen strokes of the ten digits, each in one or more ways of writing it. Coordinates are in the unit square,
/// x to the right and y down; angles are in degrees, 0 to the right and 90 down.
/// </summary>
internal static class DigitStrokes
{
    private const double DegreesPerSegment = 15; // under half a pixel off a circle of the size drawn here

    private static readonly (double X, double Y)[][][][] Ways =
    [
        [
            [Arc(.5, .5, .33, .48, -90, 270)],
            [Arc(.5, .5, .25, .48, -120, 240)],
        ],
        [
            [Line(.52, .02, .52, .98)],
            [Line(.28, .26, .52, .02, .52, .98)],
            [Line(.28, .26, .52, .02, .52, .98), Line(.24, .98, .80, .98)],
        ],
        [
            [Joined(Arc(.5, .29, .32, .27, 190, 400), Line(.14, .98, .88, .98))],
            [Joined(Arc(.48, .3, .34, .28, 200, 420), Line(.36, .78), Arc(.3, .87, .12, .09, 270, 90), Line(.6, .88, .9, .94))],
        ],
        [
            [Joined(Arc(.47, .26, .29, .24, 205, 450), Arc(.47, .74, .34, .24, 270, 515))],
            [Joined(Line(.16, .04, .8, .04, .46, .4), Arc(.46, .69, .34, .29, 270, 505))],
        ],
        [
            [Line(.64, .02, .1, .66, .92, .66), Line(.64, .02, .64, .98)],
            [Line(.28, .03, .14, .56, .88, .56), Line(.7, .24, .66, .98)],
        ],
        [
            [Joined(Line(.84, .04, .28, .04, .22, .46), Arc(.47, .68, .35, .29, 220, 505))],
            [Line(.24, .06, .22, .48), Line(.24, .06, .8, .04), Arc(.45, .7, .33, .27, 230, 500)],
        ],
        [
            [Joined(Arc(.8, .68, .62, .64, 262, 180), Arc(.5, .7, .32, .27, 180, 540))],
            [Joined(Line(.58, .02, .22, .6), Arc(.5, .72, .29, .25, 190, 550))],
        ],
        [
            [Line(.12, .05, .88, .05, .42, .98)],
            [Line(.12, .05, .88, .05, .42, .98), Line(.36, .5, .8, .5)],
            [Joined(Line(.14, .16, .16, .05, .86, .05), Arc(1.2, .98, .74, .8, 242, 180))],
        ],
        [
            [Arc(.5, .26, .27, .24, 90, 450), Arc(.5, .74, .33, .24, -90, 270)],
            [Joined(Arc(.5, .26, .26, .23, 10, -220), Line(.74, .64), Arc(.5, .75, .31, .23, -20, 200), Line(.7, .4))],
        ],
        [
            [Arc(.5, .3, .32, .28, 0, 360), Arc(.2, .34, .62, .64, -5, 82)],
            [Arc(.48, .28, .3, .26, -20, 340), Line(.78, .2, .72, .98)],
        ],
    ];

    /// <summary>The polylines of one way of writing a digit.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="choice">Picks the way, uniform in [0, 1).</param>
    public static IReadOnlyList<(double X, double Y)[]> Of(int digit, double choice)
    {
        var ways = Ways[digit];
        return ways[(int)(choice * ways.Length)];
    }

    private static (double X, double Y)[] Line(params double[] coordinates) =>
        [.. coordinates.Chunk(2).Select(point => (point[0], point[1]))];

    private static (double X, double Y)[] Arc(double x, double y, double radiusX, double radiusY, double from, double to)
    {
        var segments = (int)Math.Ceiling(Math.Abs(to - from) / DegreesPerSegment);
        return [.. Enumerable.Range(0, segments + 1).Select(i =>
        {
            var angle = (from + (to - from) * i / segments) * Math.PI / 180;
            return (x + radiusX * Math.Cos(angle), y + radiusY * Math.Sin(angle));
        })];
    }

    private static (double X, double Y)[] Joined(params (double X, double Y)[][] pieces) => [.. pieces.SelectMany(piece => piece)];
}
