using Adversa.Gan.Data.Images;

namespace Adversa.Gan.Data;

/// <summary>
/// The built-in set: one bright shape on a dark plain or graded background, with random position, size, rotation and hue. The
/// label is the shape. Image i is a function of (seed, i) alone, drawn when it is read, so a set of any count costs no memory and
/// starts at once.
/// </summary>
public sealed class ShapesDataSet : ImageDataSet
{
    private static readonly string[] Names = [.. Enum.GetNames<ShapeKind>().Select(name => name.ToLowerInvariant())];

    private readonly ulong _seed;

    /// <summary>A set of <paramref name="count"/> images.</summary>
    /// <exception cref="ArgumentException">Channels other than 1 or 3, a size or a count below 1.</exception>
    public ShapesDataSet(int height, int width, int channels = 3, int count = 10_000, ulong seed = 0)
        : base("shapes", channels, height, width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        _seed = seed;
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames => Names;

    /// <inheritdoc/>
    protected override int LabelOf(int index) => (int)ShapeScene.Of(_seed, index).Shape;

    /// <inheritdoc/>
    protected override void ReadSample(int index, Span<float> target)
    {
        var scene = ShapeScene.Of(_seed, index);
        int area = Height * Width;
        float unit = Math.Min(Height, Width) / 2f;
        for (int row = 0; row < Height; row++)
        {
            for (int column = 0; column < Width; column++)
            {
                Colour colour = scene.At((column + 0.5f - Width / 2f) / unit, (row + 0.5f - Height / 2f) / unit, 1 / unit);
                int pixel = row * Width + column;
                if (Channels == 1)
                {
                    target[pixel] = Quantized(colour.Luma);
                    continue;
                }

                target[pixel] = Quantized(colour.Red);
                target[area + pixel] = Quantized(colour.Green);
                target[2 * area + pixel] = Quantized(colour.Blue);
            }
        }
    }

    /// <summary>Through a byte, like every image that comes from a file.</summary>
    private static float Quantized(float value) => PixelScale.ToFloat(PixelScale.ToByte(2 * value - 1));
}
