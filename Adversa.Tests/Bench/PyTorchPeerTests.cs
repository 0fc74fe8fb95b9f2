using Adversa.Bench.Suite;
using Adversa.Gan.Benchmarks;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Bench;

/// <summary>PyTorch's side of the suite has the same networks, to the number of parameters.</summary>
internal sealed class PyTorchPeerTests
{
    [TestCase("dcgan", 64, 3)]
    [TestCase("wgan-gp", 32, 1)]
    [TestCase("sngan", 32, 3)]
    [TestCase("generator", 64, 3)]
    public async Task HasOurNetworks(string model, int size, int channels)
    {
        (PythonWithTorch? python, string? whyNot) = await PythonWithTorch.FindAsync(program: null, CancellationToken.None);
        if (python is null) Assert.Ignore(whyNot!);
        var settings = new StepSettings(model, size, channels, Features: 4, Batch: 2, Steps: 1, WarmUp: 0);
        var workload = new Workload(model, settings);
        Side peer = PyTorchSide.Find(python, whyNot, threads: 1).Side!;
        ChildResult child = await peer.Command(workload).RunAsync(CancellationToken.None);
        Assert.That(child.ExitCode, Is.Zero, child.Error);
        using var device = new CpuDevice(threads: 1);
        Measurement measured = peer.Read(child, workload);
        Assert.Multiple(() =>
        {
            Assert.That(measured.Parameters, Is.EqualTo(StepBenchmark.Run(settings, device).Parameters));
            Assert.That(measured.Version, Does.StartWith("PyTorch"));
            Assert.That(measured.PeakMebibytes, Is.Positive);
        });
    }
}
