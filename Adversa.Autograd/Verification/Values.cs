using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Autograd.Verification;

/// <summary>
/// How the numbers of an input are drawn. All of them fit into float32, so that both precisions start from the same input.
/// </summary>
internal abstract class Values
{
    private static readonly CpuDevice Cpu = new(threads: 1);

    /// <summary>Fresh numbers, the same for every device.</summary>
    public abstract double[] Draw(int count, RandomGenerator random);

    /// <summary>Evenly from [low, high).</summary>
    public static Values Uniform(double low, double high) => new Even(low, high);

    /// <summary>
    /// The numbers …, (k + phase)/10, (k + 1 + phase)/10, … around 0, each once, in random order: for functions with kinks. None
    /// is near another one, nor near a number with another phase; 0 has phase 0.
    /// </summary>
    public static Values Distinct(double phase) => new Grid(phase);

    private static double[] Draw(int count, double low, double high, RandomGenerator random)
    {
        using TensorScope scope = TensorScope.Begin();
        return [.. random.Uniform([count], low, high, device: Cpu).ToArray<float>().Select(x => (double)x)];
    }

    private sealed class Even(double low, double high) : Values
    {
        public override double[] Draw(int count, RandomGenerator random) => Draw(count, low, high, random);
    }

    private sealed class Grid(double phase) : Values
    {
        public override double[] Draw(int count, RandomGenerator random)
        {
            double[] numbers = [.. Enumerable.Range(0, count).Select(k => (double)(float)((k - count / 2 + phase) / 10))];
            Array.Sort(Draw(count, 0, 1, random), numbers);
            return numbers;
        }
    }
}
