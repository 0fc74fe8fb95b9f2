namespace Adversa.Kernels.Sources;

/// <summary>
/// How an element becomes one of another type, on a device: real to integer rounds towards zero, NaN becomes 0, and whatever an
/// integer cannot hold becomes the nearest number that it can.
/// </summary>
internal interface IConversion<TSource, TTarget>
{
    /// <summary>The other type's element.</summary>
    static abstract TTarget Of(TSource x);
}

internal readonly struct ByteToInt : IConversion<byte, int>
{
    public static int Of(byte x) => x;
}

internal readonly struct ByteToLong : IConversion<byte, long>
{
    public static long Of(byte x) => x;
}

internal readonly struct ByteToFloat : IConversion<byte, float>
{
    public static float Of(byte x) => x;
}

internal readonly struct ByteToDouble : IConversion<byte, double>
{
    public static double Of(byte x) => x;
}

internal readonly struct IntToByte : IConversion<int, byte>
{
    public static byte Of(int x) => x < 0 ? (byte)0 : x > 255 ? (byte)255 : (byte)x;
}

internal readonly struct IntToLong : IConversion<int, long>
{
    public static long Of(int x) => x;
}

internal readonly struct IntToFloat : IConversion<int, float>
{
    public static float Of(int x) => x;
}

internal readonly struct IntToDouble : IConversion<int, double>
{
    public static double Of(int x) => x;
}

internal readonly struct LongToByte : IConversion<long, byte>
{
    public static byte Of(long x) => x < 0 ? (byte)0 : x > 255 ? (byte)255 : (byte)x;
}

internal readonly struct LongToInt : IConversion<long, int>
{
    public static int Of(long x) => x < int.MinValue ? int.MinValue : x > int.MaxValue ? int.MaxValue : (int)x;
}

internal readonly struct LongToFloat : IConversion<long, float>
{
    public static float Of(long x) => x;
}

internal readonly struct LongToDouble : IConversion<long, double>
{
    public static double Of(long x) => x;
}

// A comparison with NaN is false: the order of the questions makes it 0.
internal readonly struct FloatToByte : IConversion<float, byte>
{
    public static byte Of(float x) => x >= 255 ? (byte)255 : x > 0 ? (byte)x : (byte)0;
}

internal readonly struct FloatToInt : IConversion<float, int>
{
    private const float TwoTo31 = 2147483648f;

    public static int Of(float x) => x >= TwoTo31 ? int.MaxValue : x >= -TwoTo31 ? (int)x : x < 0 ? int.MinValue : 0;
}

internal readonly struct FloatToLong : IConversion<float, long>
{
    private const float TwoTo63 = 9223372036854775808f;

    public static long Of(float x) => x >= TwoTo63 ? long.MaxValue : x >= -TwoTo63 ? (long)x : x < 0 ? long.MinValue : 0;
}

internal readonly struct FloatAsItIs : IConversion<float, float>
{
    public static float Of(float x) => x;
}

internal readonly struct FloatToDouble : IConversion<float, double>
{
    public static double Of(float x) => x;
}

internal readonly struct DoubleToByte : IConversion<double, byte>
{
    public static byte Of(double x) => x >= 255 ? (byte)255 : x > 0 ? (byte)x : (byte)0;
}

internal readonly struct DoubleToInt : IConversion<double, int>
{
    private const double TwoTo31 = 2147483648d;

    public static int Of(double x) => x >= TwoTo31 ? int.MaxValue : x > -TwoTo31 - 1 ? (int)x : x < 0 ? int.MinValue : 0;
}

internal readonly struct DoubleToLong : IConversion<double, long>
{
    private const double TwoTo63 = 9223372036854775808d;

    public static long Of(double x) => x >= TwoTo63 ? long.MaxValue : x >= -TwoTo63 ? (long)x : x < 0 ? long.MinValue : 0;
}

internal readonly struct DoubleAsItIs : IConversion<double, double>
{
    public static double Of(double x) => x;
}

internal readonly struct DoubleToFloat : IConversion<double, float>
{
    public static float Of(double x) => (float)x;
}
