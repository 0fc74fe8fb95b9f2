namespace Adversa.Bench.Suite;

/// <summary>PyTorch on the CPU, by <c>scripts/pytorch_step.py</c>, as fast as it can be had.</summary>
internal sealed class PyTorchSide(PythonWithTorch python, int threads) : Side(Title)
{
    /// <summary>What tables call it.</summary>
    public const string Title = "PyTorch";

    /// <summary>
    /// Channels-last memory is the fastest on the CPU. Weight gradients of D that nothing uses are not asked for while G trains,
    /// though PyTorch's own example does: Adversa computes none.
    /// </summary>
    private static readonly string[] Fastest = ["--memory", "channels-last", "--freeze-discriminator"];

    /// <summary>PyTorch where a Python has it.</summary>
    public static SideEntry Find(PythonWithTorch? python, string? whyNot, int threads) =>
        python is null ? SideEntry.Absent(Title, whyNot!) : SideEntry.Of(new PyTorchSide(python, threads));

    public override ChildProcess Command(Workload workload) =>
        python.Script("pytorch_step.py", [.. StepArguments(workload, threads), .. Fastest]) with
        {
            Environment = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = $"{threads}" },
        };
}
