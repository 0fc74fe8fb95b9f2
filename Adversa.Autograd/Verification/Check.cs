namespace Adversa.Autograd.Verification;

/// <summary>What is compared.</summary>
public enum Check
{
    /// <summary>First derivatives with finite differences of values, in float64.</summary>
    First,

    /// <summary>Second derivatives with finite differences of first ones, in float64.</summary>
    Second,

    /// <summary>First derivatives that can be differentiated again with those that need not, and so may be fused.</summary>
    Graph,

    /// <summary>Inputs and cotangents that are views of other tensors with dense ones.</summary>
    Layout,

    /// <summary>Values and first derivatives in float32 with those in float64 on the CPU.</summary>
    Float32,

    /// <summary>Values, first and second derivatives in float64 with those on the CPU. For other devices than the CPU.</summary>
    Parity,
}
