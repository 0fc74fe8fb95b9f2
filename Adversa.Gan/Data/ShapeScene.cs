namespace Adversa.Gan.Data;

/// <summary>
/// Everything random about one image of <see cref="ShapesDataSet"/>. Lengths are in halves of the image's shorter side, the
/// origin is its centre.
/// </summary>
internal readonly record struct ShapeScene
{
    private static readonly uint ShapeCount = (uint)Enum.GetValues<ShapeKind>().Length;

    private const float SmallestRadius = 0.5f;
    private const float LargestRadius = 0.8f;

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

    public static ShapeScene Of(ulong seed, int index)
    {
        var random = new PhiloxSequence(seed, RandomPurpose.Shapes, (ulong)index);
        var shape = (ShapeKind)random.NextBelow(ShapeCount);
        float radius = random.NextFloat(SmallestRadius, LargestRadius);
        float room = 0.96f - radius;
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
        return new ShapeScene
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
    /// The colour of the pixel around (x, y) whose side is <paramref name="pixel"/>: the shape covers the share of it by which
    /// the pixel's centre lies inside the outline, from half a pixel outside (none) to half a pixel inside (all).
    /// </summary>
    public Colour At(float x, float y, float pixel)
    {
        float along = Math.Clamp(0.5f + 0.35f * (x * GradientCosine + y * GradientSine), 0f, 1f);
        Colour background = Colour.Mix(BackgroundFrom, BackgroundTo, along);

        float reach = 1 + 0.5f * pixel / Radius;
        float dx = (x - CentreX) / Radius;
        float dy = (y - CentreY) / Radius;
        if (dx * dx + dy * dy > reach * reach) return background;
        float distance = ShapeDistance.Of(Shape, Cosine * dx + Sine * dy, Cosine * dy - Sine * dx) * Radius;
        float coverage = Math.Clamp(0.5f - distance / pixel, 0f, 1f);
        Colour shaded = Colour.Mix(Light, Shade, Math.Clamp(0.5f + 0.5f * dy, 0f, 1f));
        return Colour.Mix(background, shaded, coverage);
    }
}
