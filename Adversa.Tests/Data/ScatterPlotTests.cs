using Adversa.Gan.Data;
using Adversa.Gan.Data.Images;
using Adversa.Gan.Reports;

namespace Adversa.Tests.Data;

/// <summary>
/// Pictures of 512×512, whose frame lies on pixels 12 and 499. Bounds of ±2 on the longer side, with their margin of 8 %, are
/// 4.64 wide, so a unit is 488 / 4.64 = 105.2 pixels and the origin lies at 256.
/// </summary>
internal sealed class ScatterPlotTests
{
    private const float Unit = 488 / 4.64f;

    private static readonly PlaneBounds Bounds = new(-2, -1, 2, 1);
    private static readonly (byte, byte, byte) White = (255, 255, 255);

    [Test]
    public void WithoutPointsThereIsOnlyAFrameAndTheAxes()
    {
        Image plot = ScatterPlot.Compose(Bounds, [], []);
        Assert.That((plot.Width, plot.Height, plot.Channels), Is.EqualTo((512, 512, 3)));
        for (int y = 0; y < 512; y++)
        {
            for (int x = 0; x < 512; x++)
            {
                bool isInside = x is >= 12 and <= 499 && y is >= 12 and <= 499;
                bool isLine = isInside && (x is 12 or 256 or 499 || y is 12 or 256 or 499);
                if ((At(plot, x, y) != White) != isLine) Assert.Fail($"({x}, {y}) is {At(plot, x, y)}");
            }
        }
    }

    [Test]
    public void PointsLieWhereTheyShould([Values] bool isGenerated)
    {
        float[] point = [0.5f, 0.75f];
        Image plot = isGenerated ? ScatterPlot.Compose(Bounds, [], point) : ScatterPlot.Compose(Bounds, point, []);
        Image empty = ScatterPlot.Compose(Bounds, [], []);
        (float x, float y) = (256 + 0.5f * Unit, 256 - 0.75f * Unit);
        float radius = isGenerated ? 1.5f : 4;
        int changed = 0;
        for (int row = 0; row < 512; row++)
        {
            for (int column = 0; column < 512; column++)
            {
                if (At(plot, column, row) == At(empty, column, row)) continue;
                changed++;
                float distance = MathF.Sqrt(MathF.Pow(column + 0.5f - x, 2) + MathF.Pow(row + 0.5f - y, 2));
                Assert.That(distance, Is.LessThan(radius + 0.5f), $"({column}, {row})");
            }
        }

        Assert.That(changed, Is.GreaterThan(MathF.PI * radius * radius - 1), "and fills it");
        (byte red, _, byte blue) = At(plot, (int)x, (int)y);
        Assert.That(red > blue, Is.EqualTo(isGenerated), "generated points are red, real ones blue");
    }

    [Test]
    public void ManyPointsGiveTheFullColourAndGeneratedOnesLieOnTop()
    {
        float[] many = [.. Enumerable.Repeat(0.5f, 400)];
        (int x, int y) = ((int)(256 + 0.5f * Unit), (int)(256 - 0.5f * Unit));
        Assert.That(At(ScatterPlot.Compose(Bounds, many, []), x, y), Is.EqualTo(((byte)168, (byte)201, (byte)235)));
        Assert.That(At(ScatterPlot.Compose(Bounds, many, many), x, y), Is.EqualTo(((byte)217, (byte)56, (byte)26)));
        (byte one, _, _) = At(ScatterPlot.Compose(Bounds, [], many[..2]), x, y);
        (byte two, _, _) = At(ScatterPlot.Compose(Bounds, [], many[..4]), x, y);
        Assert.That(one, Is.GreaterThan(two).And.LessThan(255), "density shows");
    }

    [TestCase(9, 0.5f, 499, 203)]
    [TestCase(-9, 0.5f, 12, 203)]
    [TestCase(0.5f, 9, 308, 12)]
    [TestCase(0.5f, float.NegativeInfinity, 308, 499)]
    public void PointsOutsideLieOnTheFrame(float x, float y, int column, int row)
    {
        (byte red, _, byte blue) = At(ScatterPlot.Compose(Bounds, [], [x, y]), column, row);
        Assert.That(red - blue, Is.GreaterThan(50));
    }

    [Test]
    public void PointsThatAreNotNumbersAreLeftOut()
    {
        Image plot = ScatterPlot.Compose(Bounds, [float.NaN, 0], [0, float.NaN, float.NaN, float.NaN]);
        Assert.That(plot.Pixels, Is.EqualTo(ScatterPlot.Compose(Bounds, [], []).Pixels));
    }

    [TestCase(64)]
    [TestCase(333)]
    public void ADataSetIsDrawnWithinItsBoundsAndAlwaysTheSame(int size)
    {
        GaussianMixture data = GaussianMixture.Grid(count: 700);
        var points = new float[1400];
        for (int i = 0; i < 700; i++) data.Read(i, points.AsSpan(2 * i, 2));
        float[] generated = [.. points.Select(x => 1.5f * x)];
        Image plot = ScatterPlot.Compose(data, generated, size);
        Assert.That((plot.Width, plot.Height), Is.EqualTo((size, size)));
        Assert.That(ScatterPlot.Compose(data, generated, size).Pixels, Is.EqualTo(plot.Pixels));
        Assert.That(ScatterPlot.Compose(data.Bounds, points, generated, size).Pixels, Is.EqualTo(plot.Pixels));
    }

    [Test]
    public void WrongArgumentsAreRefused()
    {
        Assert.That(() => ScatterPlot.Compose(Bounds, [], new float[3]),
            Throws.ArgumentException.With.Message.Contains("found 0 real and 3 generated numbers"));
        Assert.That(() => ScatterPlot.Compose(Bounds, [], [], size: 63), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => ScatterPlot.Compose(new PlaneBounds(1, 0, 1, 2), [], []),
            Throws.ArgumentException.With.Message.Contains("expected Left < Right"));
    }

    private static (byte Red, byte Green, byte Blue) At(Image plot, int x, int y)
    {
        Span<byte> pixel = plot.Row(y).Slice(3 * x, 3);
        return (pixel[0], pixel[1], pixel[2]);
    }
}
