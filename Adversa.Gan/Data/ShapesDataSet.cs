using Adversa.Gan.Data.Images;

namespace Adversa.Gan.Data;

/// <summary>
/// The built-in set: one bright shape on a dark plain or graded background, with random position, size, rotation and hue. The label
/// is the shape. Image i is a function of (seed, i) alone, drawn when it is read, so a set of any count costs no memory and starts
/// at once.
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
    protected override int LabelOf(int index) => (int)Scene.Of(_seed, index).Shape;

    /// <inheritdoc/>
    protected override void ReadImage(int index, Span<float> target)
    {
        var scene = Scene.Of(_seed, index);
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

    /// <summary>A colour with components in [0, 1].</summary>
    private readonly record struct Colour(float Red, float Green, float Blue)
    {
        public float Luma => 0.299f * Red + 0.587f * Green + 0.114f * Blue;

        /// <summary>
        /// Hue, saturation and value, all in [0, 1], to RGB: the component with offset n (5, 3, 1) is
        /// value·(1 − saturation·clamp(min(k, 4 − k), 0, 1)) with k = (n + 6·hue) mod 6.
        /// </summary>
        public static Colour FromHsv(float hue, float saturation, float value)
        {
            return new Colour(Component(5), Component(3), Component(1));

            float Component(float offset)
            {
                float k = (offset + 6 * hue) % 6;
                return value * (1 - saturation * Math.Clamp(Math.Min(k, 4 - k), 0f, 1f));
            }
        }

        public static Colour Mix(in Colour from, in Colour to, float share) => new(
            from.Red + (to.Red - from.Red) * share,
            from.Green + (to.Green - from.Green) * share,
            from.Blue + (to.Blue - from.Blue) * share);
    }

    /// <summary>Everything random about one image. Lengths are in halves of the image's shorter side, the origin is its centre.</summary>
    private readonly record struct Scene
    {
        private const float SmallestRadius = 0.42f;
        private const float LargestRadius = 0.72f;

        public required ShapeKind Shape { get; init; }

        private float CentreX { get; init; }

        private float CentreY { get; init; }

        private float Radius { get; init; }

        private float Sine { get; init; }

        private float Cosine { get; init; }

        private Colour Light { get; init; }

        private Colour Shade { get; init; }

        private Colour BackgroundFrom { get; init; }

        private Colour BackgroundTo { get; init; }

        private float GradientSine { get; init; }

        private float GradientCosine { get; init; }

        public static Scene Of(ulong seed, int index)
        {
            var random = new PhiloxSequence(seed, RandomPurpose.Shapes, (ulong)index);
            var shape = (ShapeKind)random.NextBelow((uint)Names.Length);
            float radius = random.NextFloat(SmallestRadius, LargestRadius);
            float room = 0.95f - radius;
            float centreX = random.NextFloat(-room, room);
            float centreY = random.NextFloat(-room, room);
            (float sine, float cosine) = MathF.SinCos(random.NextFloat(-MathF.PI, MathF.PI));

            float hue = random.NextFloat(0, 1);
            float saturation = random.NextFloat(0.55f, 0.85f);
            float backgroundHue = random.NextFloat(0, 1);
            float brightness = random.NextFloat(0.1f, 0.28f);
            bool isGraded = random.NextBelow(2) == 1;
            float otherBrightness = isGraded ? random.NextFloat(0.3f, 0.42f) : brightness;
            (float gradientSine, float gradientCosine) = MathF.SinCos(random.NextFloat(-MathF.PI, MathF.PI));
            return new Scene
            {
                Shape = shape,
                CentreX = centreX,
                CentreY = centreY,
                Radius = radius,
                Sine = sine,
                Cosine = cosine,
                Light = Colour.FromHsv(hue, 0.8f * saturation, 1),
                Shade = Colour.FromHsv(hue, saturation, 0.82f),
                BackgroundFrom = Colour.FromHsv(backgroundHue, 0.5f, brightness),
                BackgroundTo = Colour.FromHsv(backgroundHue, 0.5f, otherBrightness),
                GradientSine = gradientSine,
                GradientCosine = gradientCosine,
            };
        }

        /// <summary>
        /// The colour of the pixel around (x, y) whose side is <paramref name="pixel"/>: the shape covers the share of it by which the
        /// pixel's centre lies inside the outline, from half a pixel outside (none) to half a pixel inside (all).
        /// </summary>
        public Colour At(float x, float y, float pixel)
        {
            float along = Math.Clamp(0.5f + 0.35f * (x * GradientCosine + y * GradientSine), 0f, 1f);
            Colour background = Colour.Mix(BackgroundFrom, BackgroundTo, along);

            float dx = (x - CentreX) / Radius;
            float dy = (y - CentreY) / Radius;
            float distance = ShapeDistance.Of(Shape, Cosine * dx + Sine * dy, Cosine * dy - Sine * dx) * Radius;
            float coverage = Math.Clamp(0.5f - distance / pixel, 0f, 1f);
            Colour shaded = Colour.Mix(Light, Shade, Math.Clamp(0.5f + 0.5f * dy, 0f, 1f));
            return Colour.Mix(background, shaded, coverage);
        }
    }
}
