using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Ladders;

/// <summary>
/// A kernel in numbered versions, from the definition to the library's own, one idea each: what every idea is worth on a device.
/// </summary>
public sealed class Ladder
{
    private const int Seed = 1;
    private const double ManyGflops = 1000;

    private readonly Func<int, LadderProblem> _problem;
    private readonly int _small, _large, _largest;

    private Ladder(string name, string sizeMeans, int small, int large, int largest, Func<int, LadderProblem> problem)
    {
        (Name, SizeMeans, _small, _large, _largest, _problem) = (name, sizeMeans, small, large, largest, problem);
    }

    /// <summary>The ladders.</summary>
    public static IReadOnlyList<Ladder> All { get; } =
    [
        new("matmul", "rows and columns", 512, 4096, 16384, MatMulProblem.Of),
        new("conv2d", "channels", 64, 256, 2048, Conv2dProblem.Of),
    ];

    /// <summary><c>matmul</c> or <c>conv2d</c>.</summary>
    public string Name { get; }

    /// <summary>What a size is the number of.</summary>
    public string SizeMeans { get; }

    /// <summary>The ladder called <paramref name="name"/>.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that there are.</exception>
    public static Ladder Named(string name) =>
        All.FirstOrDefault(ladder => ladder.Name == name) ?? throw new ArgumentException(
            $"There is no ladder '{name}'; there are: {string.Join(", ", All.Select(ladder => ladder.Name))}.");

    /// <summary>
    /// Runs every version that a device has, in float32: checks it against the CPU in double, and times it. The last row is the
    /// CPU's kernel on the CPU; on the CPU it is the only one.
    /// </summary>
    /// <param name="device">Where.</param>
    /// <param name="size">See <see cref="SizeMeans"/>; 0 for one that suits the device.</param>
    /// <exception cref="ArgumentException">The size is negative or too large.</exception>
    public LadderResult Run(Device device, int size = 0)
    {
        if (size < 0 || size > _largest)
            throw new ArgumentException($"size: found {size}, expected 1 to {_largest} {SizeMeans}.");
        DevicePeaks peaks = DevicePeaks.Measure(device);
        LadderProblem problem = _problem(size > 0 ? size : peaks.Gflops < ManyGflops ? _small : _large);
        var random = new Random(Seed);
        float[] first = Numbers(random, problem.FirstLength), second = Numbers(random, problem.SecondLength);
        using var cpu = new CpuDevice();
        double[] expected = Expected(cpu, problem, first, second);

        List<RungResult> results = [];
        if (device is GpuDevice gpu)
        {
            using var memory = new LadderMemory(device, DType.Float32, first, second, problem.ResultLength);
            foreach (Rung rung in problem.Rungs.Where(rung => rung.RunsOn(gpu)))
                results.Add(Climb(device, peaks, problem, rung, results.Count + 1, memory, expected));
        }

        Device last = device is CpuDevice ? device : cpu;
        DevicePeaks lastPeaks = device is CpuDevice ? peaks : DevicePeaks.Measure(cpu);
        using var lastMemory = new LadderMemory(last, DType.Float32, first, second, problem.ResultLength);
        var twin = new Rung("on the CPU", "the CPU's own kernel, for comparison", problem.Library);
        results.Add(Climb(last, lastPeaks, problem, twin, results.Count + 1, lastMemory, expected));
        return new LadderResult(Name, device.Name, device.Description, problem.Description, peaks, results);
    }

    private static RungResult Climb(
        Device device, DevicePeaks peaks, LadderProblem problem, Rung rung, int number, LadderMemory memory, double[] expected)
    {
        double[] actual = memory.ResultOf(rung.Launch);
        double error = actual.Zip(expected, (a, b) => double.IsNaN(a) ? double.PositiveInfinity : Math.Abs(a - b)).Max();
        double seconds = LaunchTime.Median(device, () => memory.Launch(rung.Launch));
        double gflops = problem.Operations / seconds * 1e-9;
        return new RungResult(
            number, rung.Name, rung.Idea, device.Name, seconds * 1e3, gflops, gflops / peaks.Gflops, error,
            problem.ToleranceOf(rung));
    }

    private static double[] Expected(CpuDevice cpu, LadderProblem problem, float[] first, float[] second)
    {
        using var memory = new LadderMemory(cpu, DType.Float64, first, second, problem.ResultLength);
        return memory.ResultOf(problem.Library);
    }

    private static float[] Numbers(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextSingle() - 1)];
}
