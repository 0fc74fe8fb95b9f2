using Adversa.Kernels;
using Adversa.Kernels.Cpu;
using Adversa.Kernels.Cpu.Reductions;
using Adversa.Kernels.Cpu.Strided;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Gpu;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

/// <summary>How work is cut up where the number of elements is the largest that an int holds; no such memory is needed.</summary>
internal sealed class LargestSizeTests
{
    private const int Largest = int.MaxValue;

    [TestCase(0, 7, 0)]
    [TestCase(1, 7, 1)]
    [TestCase(7, 7, 1)]
    [TestCase(8, 7, 2)]
    [TestCase(Largest, 1, Largest)]
    [TestCase(Largest, 2, 1 << 30)]
    [TestCase(Largest, Largest, 1)]
    [TestCase(Largest - 1, Largest, 1)]
    public void CeilingRoundsUpWithoutOverflow(int value, int divisor, int expected) =>
        Assert.That(Division.Ceiling(value, divisor), Is.EqualTo(expected));

    [Test]
    public void TasksCoverEveryItemOnce([Values(1, 100, 1 << 20)] long elementsPerItem)
    {
        var split = new TaskSplit(Largest, elementsPerItem);
        Assert.That(split.Items(0).Begin, Is.Zero);
        Assert.That(split.Items(split.Tasks - 1).End, Is.EqualTo(Largest));
        Assert.That(split.Items(split.Tasks - 2).End, Is.EqualTo(split.Items(split.Tasks - 1).Begin));
    }

    [Test]
    public void PiecesCoverALongRowOnce()
    {
        using var team = new ThreadTeam(1);
        long next = 0;
        new StridedRows(new StridedSpace(new Axes(Largest), new Axes(1), new Axes(0))).Run(team, (first, _, count) =>
        {
            if (first != next) Assert.Fail($"a piece begins at {first}, not at {next}");
            next += count;
        });
        Assert.That(next, Is.EqualTo(Largest));
    }

    [Test]
    public void ReductionsCutColumnsAndPositions()
    {
        var columns = new ReductionPlan(new Axes(Largest), new Axes(1), new Axes(1), new Axes(0));
        Assert.That((columns.Blocks, columns.Chunks), Is.EqualTo((1 << 22, 1)));
        var positions = new ReductionPlan(new Axes(1), new Axes(0), new Axes(Largest), new Axes(1));
        Assert.That((positions.Blocks, positions.Chunks), Is.EqualTo((1, 1 << 16)));
    }

    /// <summary>Kernels of devices count in ints: their chunks end at the last element.</summary>
    [Test]
    public void ReductionsOfDevicesCutPositions([Values(Largest - 255, Largest - (1 << 20), 1000, 0)] int count)
    {
        ReduceSpace space = new GpuReducePlan(new Axes(), new Axes(), new Axes(count), new Axes(1)).Space;
        Assert.That(space.EndOf(space.Chunks - 1), Is.EqualTo(count));
        for (int chunk = 0; chunk < space.Chunks - 1; chunk++)
            Assert.That(space.EndOf(chunk), Is.EqualTo((chunk + 1L) * space.ChunkLength));
    }

    [TestCase(Largest - 255, (1 << 23) - 1)]
    [TestCase(Largest - 254, null)]
    [TestCase(Largest, null)]
    public void GroupsCoverWhatAnIntCounts(int count, int? groups)
    {
        if (groups is not null)
        {
            Assert.That(Extent.Covering(count, 256), Is.EqualTo(new Extent(groups.Value)));
            return;
        }

        Assert.That(
            () => Extent.Covering(count, 256),
            Throws.ArgumentException.With.Message.EqualTo(
                $"{count:N0} elements: a kernel on a device takes at most {Largest - 255:N0}."));
        Assert.That(
            () => new GpuReducePlan(new Axes(), new Axes(), new Axes(count), new Axes(1)), Throws.ArgumentException);
    }

    [Test]
    public unsafe void MomentsEndAtTheLastPosition()
    {
        // The same number at each position: a stride of 0.
        var plan = new ReductionPlan(new Axes(1), new Axes(0), new Axes(Largest), new Axes(0));
        double x = 1.5;
        double* results = stackalloc double[4 * plan.Room];
        MomentsStep.Reduce(
            plan, &x, Largest - 40_000, Largest, 1, results, results + plan.Room, results + 2 * plan.Room);
        Assert.That((results[0], results[plan.Room]), Is.EqualTo((0, 1.5)));
    }
}
