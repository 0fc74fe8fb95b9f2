namespace Adversa.Kernels.Sources;

/// <summary>
/// Every pointwise kernel. The fields are compiled at build time from the methods marked
/// <see cref="Language.PointwiseAttribute"/>; what the compiler wrote lies in <c>obj/generated</c>.
/// </summary>
public static partial class Pointwise;
