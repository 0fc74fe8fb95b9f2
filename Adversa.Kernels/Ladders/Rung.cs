using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Ladders;

/// <summary>Launches a version of a kernel on its two inputs and its result.</summary>
internal delegate void RungLaunch(Device device, DType type, BufferView first, BufferView second, BufferView result);

/// <summary>One version of a kernel.</summary>
/// <param name="Name">In a few words.</param>
/// <param name="Idea">What it does that the one before does not.</param>
/// <param name="Launch">How to run it.</param>
/// <param name="Kernel">Its kernel, where some devices run that one's fallback instead; null where all run the same.</param>
/// <param name="InputRounding">How far it rounds the inputs, in parts of them; 0 where it takes them as they are.</param>
internal sealed record Rung(
    string Name, string Idea, RungLaunch Launch, GroupedKernel? Kernel = null, double InputRounding = 0)
{
    /// <summary>Whether a device runs this version, and not another in its place.</summary>
    public bool RunsOn(GpuDevice device) => Kernel is null || device.VersionOf(Kernel, DType.Float32) == Kernel;
}

/// <summary>What all versions of a ladder compute, for one size.</summary>
/// <param name="Description">The sizes, for people.</param>
/// <param name="FirstLength">Elements of the first input.</param>
/// <param name="SecondLength">Elements of the second input.</param>
/// <param name="ResultLength">Elements of the result.</param>
/// <param name="Terms">Products that each element of the result is the sum of.</param>
/// <param name="Rungs">The versions for devices, from naive on.</param>
/// <param name="Library">The library's own, which runs on every device and in either type.</param>
internal sealed record LadderProblem(
    string Description, int FirstLength, int SecondLength, int ResultLength, int Terms, IReadOnlyList<Rung> Rungs,
    RungLaunch Library)
{
    /// <summary>Multiplications and additions of one launch.</summary>
    public double Operations => 2.0 * ResultLength * Terms;

    /// <summary>
    /// How far an element may be from the sum in double. Inputs lie in (−1, 1), so that partial sum k is about √k/3, and each of
    /// its steps is off by a fraction of 2⁻²³ of it, at random: one unit for each term leaves room for the largest of millions.
    /// Inputs that are rounded by up to r of themselves are off by r/√21 in the mean (of squares), products by r·√2/3/√7, and the
    /// sum by r·√terms times as much: 2·r·√terms is 11 times that, and at least what a single product can be off.
    /// </summary>
    public double ToleranceOf(Rung rung) => (Terms + 1) * Math.Pow(2, -23) + 2 * rung.InputRounding * Math.Sqrt(Terms);
}
