namespace Adversa.Kernels.Sources;

/// <summary>Pointwise arithmetic and comparisons. NaN goes through as IEEE 754 has it: a comparison with NaN is false.</summary>
/// <remarks>
/// One to four vector operations on each vector of outputs, with nothing to share between outputs: the time is the traffic. In
/// float32 a function of one tensor moves 8 bytes per element (4 read, 4 written), one of two tensors 12, Axpy 12 as well (it
/// reads both and writes one), Select 16. An operand that is repeated by a stride of 0, as a bias is, costs next to nothing: it
/// stays in the cache. The processor waits for memory most of the time, so the faster version of a + b·c is not a faster
/// addition but one kernel for the whole expression: each intermediate tensor that is not written and read back saves 8 bytes
/// per element. Affine, Axpy and Clamp are such fusions of two operations each.
/// </remarks>
internal static class Arithmetic
{
    /// <summary>a + b.</summary>
    [Pointwise] public static float Add(float a, float b) => a + b;

    /// <summary>a − b.</summary>
    [Pointwise] public static float Subtract(float a, float b) => a - b;

    /// <summary>a · b.</summary>
    [Pointwise] public static float Multiply(float a, float b) => a * b;

    /// <summary>a / b.</summary>
    [Pointwise] public static float Divide(float a, float b) => a / b;

    /// <summary>scale · x + shift, with two roundings.</summary>
    [Pointwise] public static float Affine(float x, [Scalar] float scale, [Scalar] float shift) => scale * x + shift;

    /// <summary>y ← y + a · x, with two roundings: how gradients accumulate.</summary>
    [Pointwise] public static void Axpy(ref float y, float x, [Scalar] float a) => y += a * x;

    /// <summary>−x.</summary>
    [Pointwise] public static float Negate(float x) => -x;

    /// <summary>|x|.</summary>
    [Pointwise] public static float Abs(float x) => XMath.Abs(x);

    /// <summary>1 for x &gt; 0, −1 for x &lt; 0, x itself for 0 and NaN.</summary>
    [Pointwise] public static float Sign(float x) => x > 0 ? 1 : x < 0 ? -1 : x;

    /// <summary>x².</summary>
    [Pointwise] public static float Square(float x) => x * x;

    /// <summary>1 / x.</summary>
    [Pointwise] public static float Reciprocal(float x) => 1 / x;

    /// <summary>The larger of a and b; NaN if either is NaN.</summary>
    [Pointwise] public static float Maximum(float a, float b) => XMath.Max(a, b);

    /// <summary>The smaller of a and b; NaN if either is NaN.</summary>
    [Pointwise] public static float Minimum(float a, float b) => XMath.Min(a, b);

    /// <summary>min(max(x, low), high); NaN if x is NaN.</summary>
    [Pointwise] public static float Clamp(float x, [Scalar] float low, [Scalar] float high) => XMath.Clamp(x, low, high);

    /// <summary>1 where a &gt; b, else 0.</summary>
    [Pointwise] public static float Greater(float a, float b) => a > b ? 1f : 0f;

    /// <summary>1 where a ≥ b, else 0.</summary>
    [Pointwise] public static float GreaterOrEqual(float a, float b) => a >= b ? 1f : 0f;

    /// <summary>1 where a &lt; b, else 0.</summary>
    [Pointwise] public static float Less(float a, float b) => a < b ? 1f : 0f;

    /// <summary>1 where a ≤ b, else 0.</summary>
    [Pointwise] public static float LessOrEqual(float a, float b) => a <= b ? 1f : 0f;

    /// <summary>1 where a = b, else 0.</summary>
    [Pointwise] public static float Equal(float a, float b) => a == b ? 1f : 0f;

    /// <summary>1 where a ≠ b, else 0; 1 where either is NaN.</summary>
    [Pointwise] public static float NotEqual(float a, float b) => a != b ? 1f : 0f;

    /// <summary>a where the mask is not 0, else b. A mask of NaN is not 0.</summary>
    [Pointwise] public static float Select(float mask, float a, float b) => mask != 0 ? a : b;

    /// <summary>1 where x is a finite number, 0 where it is infinite or NaN.</summary>
    [Pointwise] public static float IsFinite(float x) => x - x == 0 ? 1f : 0f;
}
