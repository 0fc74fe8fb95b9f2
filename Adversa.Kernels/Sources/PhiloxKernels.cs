namespace Adversa.Kernels.Sources;

/// <summary>Which numbers of which stream: Count of them, the first of which is lane Lead of block FirstBlock.</summary>
internal readonly record struct RandomRange(
    ulong FirstBlock, uint Key0, uint Key1, uint Stream0, uint Stream1, int Lead, int Count);

/// <summary>Random numbers on a device: one work-item per Philox block, which holds four numbers.</summary>
/// <remarks>
/// A block is some 60 integer operations and 16 bytes written, by four stores of 4 bytes that neighbouring work-items complete to
/// whole lines. Uniform numbers are the CPU's to the bit: integers, one exact product, one fused multiply-add. Normal numbers are
/// computed in double where the device has it and rounded, as on the CPU; the library functions may differ in the last bits of a
/// double, so that a float differs by one unit in the last place where it hardly ever does. Without double,
/// <see cref="NormalFloat32"/> keeps to 1e-6: the logarithm near 1 is that of the exactly known distance from 1, and quarter
/// turns are split off while the angle is an integer. The next version would store four numbers at once.
/// </remarks>
internal static class PhiloxKernels
{
    /// <summary>Work-items per group.</summary>
    public const int GroupSize = 256;
    private const float TwoToMinus24 = 1f / (1 << 24);
    private const float TwoToMinus32 = 1f / 4294967296f;
    private const uint QuarterTurn = 1u << 30;

    /// <summary>low + width·u, at most the largest number below the upper end.</summary>
    [Grouped(GroupSize, typeof(float), typeof(FloatAsItIs), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(double), typeof(FloatToDouble), IsFloat32Only = true)]
    public static void Uniform<T, TConversion>(ArrayView<T> target, RandomRange range, float low, float width, float largest)
        where T : unmanaged
        where TConversion : struct, IConversion<float, T>
    {
        int item = Grid.IdxX * GroupSize + Group.IdxX;
        uint w0 = 0, w1 = 0, w2 = 0, w3 = 0;
        Draw(range, item, ref w0, ref w1, ref w2, ref w3);
        int first = 4 * item - range.Lead;
        if (IsInside(first, range)) target[first] = TConversion.Of(Between(w0, low, width, largest));
        if (IsInside(first + 1, range)) target[first + 1] = TConversion.Of(Between(w1, low, width, largest));
        if (IsInside(first + 2, range)) target[first + 2] = TConversion.Of(Between(w2, low, width, largest));
        if (IsInside(first + 3, range)) target[first + 3] = TConversion.Of(Between(w3, low, width, largest));
    }

    /// <summary>1 where u &lt; probability, else 0.</summary>
    [Grouped(GroupSize, typeof(float), typeof(FloatAsItIs), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(double), typeof(FloatToDouble), IsFloat32Only = true)]
    public static void Bernoulli<T, TConversion>(ArrayView<T> target, RandomRange range, float probability)
        where T : unmanaged
        where TConversion : struct, IConversion<float, T>
    {
        int item = Grid.IdxX * GroupSize + Group.IdxX;
        uint w0 = 0, w1 = 0, w2 = 0, w3 = 0;
        Draw(range, item, ref w0, ref w1, ref w2, ref w3);
        int first = 4 * item - range.Lead;
        if (IsInside(first, range)) target[first] = TConversion.Of(Unit(w0) < probability ? 1f : 0f);
        if (IsInside(first + 1, range)) target[first + 1] = TConversion.Of(Unit(w1) < probability ? 1f : 0f);
        if (IsInside(first + 2, range)) target[first + 2] = TConversion.Of(Unit(w2) < probability ? 1f : 0f);
        if (IsInside(first + 3, range)) target[first + 3] = TConversion.Of(Unit(w3) < probability ? 1f : 0f);
    }

    /// <summary>Normal numbers, computed in double: mean + deviation·z.</summary>
    [Grouped(GroupSize, typeof(float), typeof(DoubleToFloat), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(double), typeof(DoubleAsItIs), IsFloat32Only = true)]
    public static void Normal<T, TConversion>(ArrayView<T> target, RandomRange range, double mean, double deviation)
        where T : unmanaged
        where TConversion : struct, IConversion<double, T>
    {
        int item = Grid.IdxX * GroupSize + Group.IdxX;
        uint w0 = 0, w1 = 0, w2 = 0, w3 = 0;
        Draw(range, item, ref w0, ref w1, ref w2, ref w3);
        int first = 4 * item - range.Lead;
        double scale0 = deviation * Radius(w0);
        double scale2 = deviation * Radius(w2);
        if (IsInside(first, range)) target[first] = TConversion.Of(mean + scale0 * Cosine(w1));
        if (IsInside(first + 1, range)) target[first + 1] = TConversion.Of(mean + scale0 * Sine(w1));
        if (IsInside(first + 2, range)) target[first + 2] = TConversion.Of(mean + scale2 * Cosine(w3));
        if (IsInside(first + 3, range)) target[first + 3] = TConversion.Of(mean + scale2 * Sine(w3));
    }

    /// <summary>Normal numbers on a device without double.</summary>
    [Grouped(GroupSize, IsFloat32Only = true)]
    public static void NormalFloat32(ArrayView<float> target, RandomRange range, float mean, float deviation)
    {
        int item = Grid.IdxX * GroupSize + Group.IdxX;
        uint w0 = 0, w1 = 0, w2 = 0, w3 = 0;
        Draw(range, item, ref w0, ref w1, ref w2, ref w3);
        int first = 4 * item - range.Lead;
        float scale0 = deviation * RadiusFloat32(w0);
        float scale2 = deviation * RadiusFloat32(w2);
        if (IsInside(first, range)) target[first] = mean + scale0 * SineFloat32(w1 + QuarterTurn);
        if (IsInside(first + 1, range)) target[first + 1] = mean + scale0 * SineFloat32(w1);
        if (IsInside(first + 2, range)) target[first + 2] = mean + scale2 * SineFloat32(w3 + QuarterTurn);
        if (IsInside(first + 3, range)) target[first + 3] = mean + scale2 * SineFloat32(w3);
    }

    /// <summary>The four words of a work-item's block.</summary>
    private static void Draw(RandomRange range, int item, ref uint w0, ref uint w1, ref uint w2, ref uint w3)
    {
        ulong block = range.FirstBlock + (ulong)item;
        w0 = (uint)block;
        w1 = (uint)(block >> 32);
        w2 = range.Stream0;
        w3 = range.Stream1;
        Philox4x32.RunRounds(ref w0, ref w1, ref w2, ref w3, range.Key0, range.Key1);
    }

    private static bool IsInside(int number, RandomRange range) => number >= 0 && number < range.Count;

    /// <summary>The upper 24 bits of a word as an exact multiple of 2⁻²⁴ in [0, 1).</summary>
    private static float Unit(uint word) => (float)(word >> 8) * TwoToMinus24;

    private static float Between(uint word, float low, float width, float largest)
    {
        float number = KernelMath.FusedMultiplyAdd(width, Unit(word), low);
        return number < largest ? number : largest;
    }

    /// <summary>√(−2 ln((v+1)·2⁻³²)).</summary>
    private static double Radius(uint v) => XMath.Sqrt(-2 * XMath.Log(((double)v + 1) * (1.0 / 4294967296.0)));

    private static double Cosine(uint w) => XMath.Cos(Angle(w));

    private static double Sine(uint w) => XMath.Sin(Angle(w));

    /// <summary>2π·w·2⁻³², between −π and π.</summary>
    private static double Angle(uint w) => (double)(int)w * (2 * 3.14159265358979323846 / 4294967296.0);

    /// <summary>√(−2 ln((v+1)·2⁻³²)), from the distance to 1 where that is the smaller number.</summary>
    private static float RadiusFloat32(uint v)
    {
        float logarithm = v < 0x80000000u
            ? XMath.Log(((float)v + 1) * TwoToMinus32)
            : KernelMath.Log1P(-(float)(0xFFFFFFFFu - v) * TwoToMinus32);
        return XMath.Sqrt(-2 * logarithm);
    }

    /// <summary>sin(2π·w·2⁻³²): of at most an eighth of a turn, the rest by symmetry.</summary>
    private static float SineFloat32(uint w)
    {
        uint quarter = (w + QuarterTurn / 2) >> 30;
        float angle = (float)(int)(w - quarter * QuarterTurn) * (2 * 3.14159265358979f / 4294967296f);
        float value = (quarter & 1) == 0 ? XMath.Sin(angle) : XMath.Cos(angle);
        return (quarter & 2) == 0 ? value : -value;
    }
}
