namespace Adversa.Gan.Data;

/// <summary>
/// Signed distances to the outlines of shapes around the origin that fit into the unit circle: negative inside, and exact near
/// the edges, which is what smooth edges need. Straight-edged shapes are folded onto one edge by their symmetry.
/// </summary>
internal static class ShapeDistance
{
    private const float RingInner = 0.5f;
    private const float CrossArm = 0.34f;
    private const float CrossLength = 0.94f;
    private const float StarInner = 0.45f;

    /// <summary>The distance from (x, y), y pointing down, to the outline of <paramref name="shape"/>.</summary>
    public static float Of(ShapeKind shape, float x, float y) => shape switch
    {
        ShapeKind.Circle => MathF.Sqrt(x * x + y * y) - 0.9f,
        ShapeKind.Square => Math.Max(Math.Abs(x), Math.Abs(y)) - 0.7f,
        ShapeKind.Triangle => Triangle(x, y),
        ShapeKind.Star => Star(x, y),
        ShapeKind.Ring => Math.Abs(MathF.Sqrt(x * x + y * y) - (0.95f + RingInner) / 2) - (0.95f - RingInner) / 2,
        ShapeKind.Cross => Cross(Math.Abs(x), Math.Abs(y)),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "expected one of the shapes"),
    };

    /// <summary>The deepest of the three half-planes whose edges lie half the circumradius from the centre.</summary>
    private static float Triangle(float x, float y)
    {
        const float sine = 0.8660254f;
        return Math.Max(y, sine * Math.Abs(x) - 0.5f * y) - 0.5f;
    }

    /// <summary>Folded into the sector of 36° between a tip and the neighbouring notch, a star is one straight edge.</summary>
    private static float Star(float x, float y)
    {
        const float sector = MathF.PI / 5;
        float radius = MathF.Sqrt(x * x + y * y);
        float angle = MathF.Abs(MathF.IEEERemainder(MathF.Atan2(x, -y), 2 * sector));
        (float sine, float cosine) = MathF.SinCos(angle);
        (float notchX, float notchY) = (StarInner * MathF.Sin(sector), StarInner * MathF.Cos(sector));
        (float edgeX, float edgeY) = (notchX, notchY - 1);
        float length = MathF.Sqrt(edgeX * edgeX + edgeY * edgeY);
        return (edgeX * (radius * cosine - 1) - edgeY * (radius * sine)) / length;
    }

    private static float Cross(float x, float y) =>
        Math.Min(Math.Max(x - CrossLength, y - CrossArm), Math.Max(x - CrossArm, y - CrossLength));
}
