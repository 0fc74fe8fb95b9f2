using Adversa.Gan.Data;
using Adversa.Gan.Data.Images;

namespace Adversa.Gan.Reports;

/// <summary>
/// A picture of points of the plane on white: real ones as wide, pale dots, generated ones over them as small, strong ones.
/// Where the generator is right, its dots fill the pale ones; a mode it misses stays pale; what it invents stands on white.
/// Dots are translucent, so that density shows.
/// </summary>
public static class ScatterPlot
{
    /// <summary>How many points of a data set are drawn for comparison.</summary>
    private const int RealPoints = 10_000;

    private const int SmallestSize = 64;

    /// <summary>The size that lengths are given for; they grow and shrink with the picture.</summary>
    private const float NominalSize = 512;

    /// <summary>Pixels outside the frame.</summary>
    private const float Border = 12;

    /// <summary>Room around the bounds inside the frame, as a share of their longer side.</summary>
    private const float Margin = 0.08f;

    private static readonly Colour Paper = new(1, 1, 1);
    private static readonly Colour Axis = new(0.92f, 0.93f, 0.94f);
    private static readonly Colour Frame = new(0.78f, 0.80f, 0.83f);
    private static readonly Ink Real = new(new Colour(0.66f, 0.79f, 0.92f), Opacity: 0.06f, Radius: 4);
    private static readonly Ink Generated = new(new Colour(0.85f, 0.22f, 0.10f), Opacity: 0.5f, Radius: 1.5f);

    /// <summary>Generated points over the first 10,000 of a data set, within the data's bounds.</summary>
    /// <param name="data">The real points.</param>
    /// <param name="generated">[N, 2], x and y of each point.</param>
    /// <param name="size">Pixels along each side, at least 64.</param>
    /// <returns>An RGB picture of size by size pixels.</returns>
    /// <exception cref="ArgumentException">Half a point, or a picture too small.</exception>
    public static Image Compose(PointDataSet data, ReadOnlySpan<float> generated, int size = 512)
    {
        var real = new float[2 * Math.Min(RealPoints, data.Count)];
        for (int i = 0; i < real.Length; i += 2) data.Read(i / 2, real.AsSpan(i, 2));
        return Compose(data.Bounds, real, generated, size);
    }

    /// <summary>Generated points over real ones.</summary>
    /// <param name="bounds">
    /// What the picture shows, with a margin, in one scale for both axes. A point outside is drawn on the frame, at the nearest
    /// place; one that is not a number is left out.
    /// </param>
    /// <param name="real">[N, 2], x and y of each point.</param>
    /// <param name="generated">[N, 2], x and y of each point.</param>
    /// <param name="size">Pixels along each side, at least 64.</param>
    /// <returns>An RGB picture of size by size pixels.</returns>
    /// <exception cref="ArgumentException">Half a point, bounds without an area, or a picture too small.</exception>
    public static Image Compose(PlaneBounds bounds, ReadOnlySpan<float> real, ReadOnlySpan<float> generated, int size = 512)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, SmallestSize);
        if (real.Length % 2 != 0 || generated.Length % 2 != 0)
            throw new ArgumentException(
                $"ScatterPlot: found {real.Length} real and {generated.Length} generated numbers, expected two for each point");
        if (!(bounds.Left < bounds.Right && bounds.Bottom < bounds.Top))
            throw new ArgumentException($"ScatterPlot: found {bounds}, expected Left < Right and Bottom < Top");
        var canvas = new Canvas(size, Paper);
        var window = new Window(bounds, size);
        DrawAxes(canvas, window);
        Draw(canvas, window, real, Real);
        DrawFrame(canvas, window);
        Draw(canvas, window, generated, Generated);
        return canvas.ToImage();
    }

    private static void Draw(Canvas canvas, in Window window, ReadOnlySpan<float> points, Ink ink)
    {
        float radius = ink.Radius * canvas.Size / NominalSize;
        for (int i = 0; i < points.Length; i += 2)
        {
            (float x, float y) = window.Place(points[i], points[i + 1]);
            if (float.IsNaN(x) || float.IsNaN(y)) continue;
            canvas.BlendDot(x, y, radius, ink.Colour, ink.Opacity);
        }
    }

    /// <summary>
    /// Lines one pixel wide through the origin; on the frame, and soon hidden by it, if the origin lies outside.
    /// </summary>
    private static void DrawAxes(Canvas canvas, in Window window)
    {
        (float x, float y) = window.Place(0, 0);
        canvas.FillRectangle((int)x, window.First, (int)x + 1, window.Last, Axis);
        canvas.FillRectangle(window.First, (int)y, window.Last, (int)y + 1, Axis);
    }

    private static void DrawFrame(Canvas canvas, in Window window)
    {
        (int first, int last) = (window.First, window.Last);
        canvas.FillRectangle(first, first, last, first + 1, Frame);
        canvas.FillRectangle(first, last - 1, last, last, Frame);
        canvas.FillRectangle(first, first, first + 1, last, Frame);
        canvas.FillRectangle(last - 1, first, last, last, Frame);
    }

    private sealed record Ink(Colour Colour, float Opacity, float Radius);

    /// <summary>
    /// The square of pixels First … Last − 1 with the frame on its outermost, and the part of the plane it shows.
    /// </summary>
    private readonly struct Window
    {
        private readonly float _centreX;
        private readonly float _centreY;
        private readonly float _pixelsPerUnit;

        public Window(PlaneBounds bounds, int size)
        {
            First = (int)MathF.Round(Border * size / NominalSize);
            Last = size - First;
            _centreX = (bounds.Left + bounds.Right) / 2;
            _centreY = (bounds.Bottom + bounds.Top) / 2;
            float side = Math.Max(bounds.Right - bounds.Left, bounds.Top - bounds.Bottom) * (1 + 2 * Margin);
            _pixelsPerUnit = (Last - First) / side;
        }

        public int First { get; }

        public int Last { get; }

        /// <summary>Where on the canvas a point is drawn, at most on the centre line of the frame.</summary>
        public (float X, float Y) Place(float x, float y)
        {
            float middle = (First + Last) / 2f;
            return (Clamp(middle + (x - _centreX) * _pixelsPerUnit), Clamp(middle - (y - _centreY) * _pixelsPerUnit));
        }

        private float Clamp(float position) => Math.Clamp(position, First + 0.5f, Last - 0.5f);
    }
}
