using System.Runtime.Intrinsics.X86;

namespace Adversa.Bench.Suite;

/// <summary>PyTorch on the CPU, by <c>scripts/pytorch_step.py</c>, as fast as it can be had.</summary>
internal sealed class PyTorchSide(PythonWithTorch python, int threads) : Side(Title)
{
    /// <summary>What tables call it.</summary>
    public const string Title = "PyTorch";

    /// <summary>PyTorch where a Python has it.</summary>
    public static SideEntry Find(PythonWithTorch? python, string? whyNot, int threads) =>
        python is null ? SideEntry.Absent(Title, whyNot!) : SideEntry.Of(new PyTorchSide(python, threads));

    /// <summary>
    /// Weight gradients of D that nothing uses are not asked for while G trains, though PyTorch's own example does: Adversa
    /// computes none.
    /// </summary>
    public override ChildProcess Command(Workload workload) => python.Script(
        "pytorch_step.py",
        [.. StepArguments(workload, threads), "--freeze-discriminator", "--memory", FastestMemory(workload)]) with
    {
        Environment = FastestVectors().Append(("OMP_NUM_THREADS", $"{threads}")).ToDictionary(),
    };

    private static string FastestMemory(Workload workload) => workload.IsInference ? "contiguous" : "channels-last";

    /// <summary>
    /// PyTorch leaves vectors of 512 bits alone unless it is told to use them, and then does not ask whether they are there.
    /// </summary>
    private static IEnumerable<(string, string)> FastestVectors() =>
        Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported ? [("ATEN_CPU_CAPABILITY", "avx512")] : [];
}
