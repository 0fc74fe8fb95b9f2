using Adversa.Kernels.Ladders;

namespace Adversa.Tests.Gpu;

/// <summary>Every version of a kernel computes the same, on sizes that no tile divides.</summary>
[TestFixtureSource(typeof(GpuDevices), nameof(GpuDevices.Names))]
internal sealed class LadderTests(string device)
{
    [TestCase("matmul", 67)]
    [TestCase("conv2d", 17)]
    [TestCase("conv2d", 1)]
    public void Every_rung_is_right(string name, int size)
    {
        LadderResult result = Ladder.Named(name).Run(GpuDevices.Open(device), size);
        Assert.That(result.Rungs.Select(rung => rung.Number), Is.EqualTo(Enumerable.Range(1, result.Rungs.Count)));
        Assert.That(result.Rungs[^1].Device, Is.EqualTo("cpu"));
        foreach (RungResult rung in result.Rungs) Assert.That(rung.Error, Is.LessThanOrEqualTo(rung.Tolerance), rung.Name);
    }
}
