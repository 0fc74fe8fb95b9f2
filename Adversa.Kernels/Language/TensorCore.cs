namespace Adversa.Kernels.Language;

/// <summary>
/// Products of small matrices that the 32 work-items of a warp, its lanes, compute together in one instruction, on NVIDIA GPUs of
/// compute capability 8.0 and newer. No matrix lies in memory: each lane holds some elements of each in its registers.
/// </summary>
/// <remarks>
/// <para>
/// TF32 is float32 with 10 bits of its 23 behind the point: float32's range and half precision's digits. An element of A or B is
/// one such number, in 32 bits of which the last 13 do not count; products are exact and sums are float32's.
/// </para>
/// <para>
/// With g = lane / 4 and t = lane % 4, a lane holds (NVIDIA, "Parallel Thread Execution ISA", matrix fragments for mma.m16n8k8
/// with .tf32):
/// <code>
/// A, 16×8:  a0 = A[g, t]    a1 = A[g + 8, t]    a2 = A[g, t + 4]    a3 = A[g + 8, t + 4]
/// B, 8×8:   b0 = B[t, g]    b1 = B[t + 4, g]
/// C, 16×8:  c0 = C[g, 2t]   c1 = C[g, 2t + 1]   c2 = C[g + 8, 2t]   c3 = C[g + 8, 2t + 1]
/// </code>
/// </para>
/// </remarks>
public static class TensorCore
{
    /// <summary>The number of TF32 that is nearest, within 2⁻¹¹ of the value; of two as near, the one further from 0.</summary>
    [Intrinsic(CudaCapability = 80, IsFloat32Only = true, Cuda = """asm("cvt.rna.tf32.f32 %0, %1;" : "=r"({1}) : "f"({0}))""")]
    public static void RoundToTf32(float value, out uint tf32) => throw OnDevicesAlone.Error();

    /// <summary>C += A·B. All lanes of the warp call it.</summary>
    /// <param name="c">The lane's 4 elements of C, in memory of its own.</param>
    /// <param name="a">The lane's 4 elements of A, in memory of its own.</param>
    /// <param name="b">The lane's 2 elements of B, in memory of its own.</param>
    [Intrinsic(CudaCapability = 80, IsFloat32Only = true, Cuda = """
        asm volatile(
            "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
            : "+f"({0}[0]), "+f"({0}[1]), "+f"({0}[2]), "+f"({0}[3])
            : "r"({1}[0]), "r"({1}[1]), "r"({1}[2]), "r"({1}[3]), "r"({2}[0]), "r"({2}[1]))
        """)]
    public static void MultiplyAdd(ArrayView<float> c, ArrayView<uint> a, ArrayView<uint> b) => throw OnDevicesAlone.Error();
}
