namespace Adversa.Gan.Training;

/// <summary>
/// The way between two vectors on which every vector is about as long as they are: spherical linear interpolation (Shoemake,
/// Animating rotation with quaternion curves, 1985).
/// </summary>
internal static class GreatCircle
{
    private const double SmallestSine = 1e-6;

    /// <summary>
    /// sin((1−t)α)/sin α · from + sin(tα)/sin α · to, with α the angle between them and t the share of the way.
    /// </summary>
    public static void Between(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double share, Span<float> target)
    {
        double dot = 0, lengthFrom = 0, lengthTo = 0;
        for (int i = 0; i < from.Length; i++)
        {
            dot += from[i] * to[i];
            lengthFrom += from[i] * from[i];
            lengthTo += to[i] * to[i];
        }

        double angle = Math.Acos(Math.Clamp(dot / Math.Sqrt(lengthFrom * lengthTo), -1, 1));
        double sine = Math.Sin(angle);
        (double weightFrom, double weightTo) = sine < SmallestSine
            ? (1 - share, share)
            : (Math.Sin((1 - share) * angle) / sine, Math.Sin(share * angle) / sine);
        for (int i = 0; i < from.Length; i++) target[i] = (float)(weightFrom * from[i] + weightTo * to[i]);
    }
}
