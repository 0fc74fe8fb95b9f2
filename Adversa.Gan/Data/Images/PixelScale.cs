namespace Adversa.Gan.Data.Images;

/// <summary>
/// The one mapping between the bytes of pictures and the numbers of networks: byte b ↔ b / 127.5 − 1 in [−1, 1].
/// </summary>
public static class PixelScale
{
    private static readonly float[] Floats = [.. Enumerable.Range(0, 256).Select(value => value / 127.5f - 1)];

    /// <summary>b / 127.5 − 1: 0 becomes exactly −1 and 255 exactly 1.</summary>
    public static float ToFloat(byte value) => Floats[value];

    /// <summary>Converts all of <paramref name="source"/> into the start of <paramref name="target"/>.</summary>
    /// <exception cref="ArgumentException">The target is shorter.</exception>
    public static void ToFloats(ReadOnlySpan<byte> source, Span<float> target)
    {
        if (target.Length < source.Length)
            throw new ArgumentException($"PixelScale: found room for {target.Length} numbers, expected {source.Length}");
        for (int i = 0; i < source.Length; i++) target[i] = Floats[source[i]];
    }

    /// <summary>
    /// The nearest byte to (x + 1)·127.5, numbers outside [−1, 1] clamped, not a number as 0. The scale is fixed: a picture's
    /// bytes depend on its own numbers alone, never on the smallest and largest that happen to be around.
    /// </summary>
    public static byte ToByte(float x) => float.IsNaN(x) ? (byte)0 : (byte)MathF.Round((Math.Clamp(x, -1f, 1f) + 1) * 127.5f);
}
