namespace Adversa.Kernels.Language;

/// <summary>The bits of a number as another type.</summary>
public static class Interop
{
    /// <summary>The bits of a float.</summary>
    public static uint FloatAsInt(float value) => BitConverter.SingleToUInt32Bits(value);

    /// <summary>The float of these bits.</summary>
    public static float IntAsFloat(uint value) => BitConverter.UInt32BitsToSingle(value);
}
