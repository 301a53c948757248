using Plotly.NET;
using TorchSharp;
using static TorchSharp.torch;

namespace Course.Figures;

public static partial class Figure
{
    private const double Gap = 0.1; // between images, in image widths
    private const int PageWidth = 720, LargestCell = 120, CaptionHeight = 22; // in pixels of the screen

    /// <summary>Grey images in a grid, each with a caption above it; the largest value is drawn as ink, the smallest as paper.</summary>
    /// <param name="images">The images, <c>[N, H, W]</c>.</param>
    /// <param name="captions">A caption for each image; none if left out.</param>
    /// <param name="columns">The number of images in a row.</param>
    /// <param name="title">The figure's title.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentException">There are no images, they have another shape, or there are not as many captions.</exception>
    public static GenericChart Images(Tensor images, IReadOnlyList<string>? captions = null, int columns = 10, string title = "")
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (images.dim() != 3 || images.numel() == 0)
            throw new ArgumentException($"Grey images have the shape [N, height, width]; these have [{string.Join(", ", images.shape)}]. Give them one with reshape.", nameof(images));
        var (count, height, width) = ((int)images.shape[0], (int)images.shape[1], (int)images.shape[2]);
        if (captions is not null && captions.Count != count)
            throw new ArgumentException($"There are {count} images and {captions.Count} captions; give each image one.", nameof(captions));

        columns = Math.Min(columns, Math.Min(count, PageWidth / 4)); // fewer pixels than four an image show nothing
        var rows = (count + columns - 1) / columns;
        var cellWidth = width + (int)Math.Ceiling(Gap * width);
        var zoom = (double)Math.Min(LargestCell, PageWidth / columns) / cellWidth; // screen pixels per image pixel
        var top = (int)Math.Ceiling(captions is null ? Gap * height : CaptionHeight / zoom);
        var cellHeight = height + top;
        var pixels = Curve.Numbers(images);
        var mosaic = new double[rows * cellHeight][];
        for (var row = 0; row < mosaic.Length; row++)
        {
            mosaic[row] = new double[columns * cellWidth];
            Array.Fill(mosaic[row], double.NaN); // not drawn
        }
        var texts = new List<DynamicObj.DynamicObj>();
        for (var i = 0; i < count; i++)
        {
            var (left, above) = (i % columns * cellWidth, i / columns * cellHeight);
            for (var row = 0; row < height; row++)
                for (var column = 0; column < width; column++)
                    mosaic[above + top + row][left + column] = Math.Round(pixels[(i * height + row) * width + column], 3);
            if (captions is null) continue;
            texts.Add(new DynamicObj.DynamicObj()
                .With("text", captions[i]).With("showarrow", false)
                .With("x", left + (width - 1) / 2.0).With("y", above + top - 0.5).With("yanchor", "bottom"));
        }
        var trace = new Trace2D("heatmap")
            .With("z", mosaic)
            .With("colorscale", Paper)
            .With("showscale", false)
            .With("hoverinfo", "skip");
        var margin = new DynamicObj.DynamicObj().With("l", 10).With("r", 10).With("t", title.Length > 0 ? 45 : 10).With("b", 10);
        return FigureStyle.Chart(title,
            HiddenAxis().With("constrain", "domain"),
            HiddenAxis().With("autorange", "reversed").With("scaleanchor", "x").With("constrain", "domain"),
            [trace], (int)(rows * cellHeight * zoom) + (title.Length > 0 ? 55 : 20), new Layout().With("annotations", texts).With("margin", margin));
    }

    /// <summary>From paper to ink; grey, for the values stand for grey.</summary>
    private static object[][] Paper => [[0, "#f4f4f2"], [1, "#101010"]];

    private static Plotly.NET.LayoutObjects.LinearAxis HiddenAxis() => new Plotly.NET.LayoutObjects.LinearAxis().With("visible", false);
}
