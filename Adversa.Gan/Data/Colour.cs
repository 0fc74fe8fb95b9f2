namespace Adversa.Gan.Data;

/// <summary>A colour with components in [0, 1].</summary>
internal readonly record struct Colour(float Red, float Green, float Blue)
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
