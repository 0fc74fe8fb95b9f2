using Adversa.Bench.Suite;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Bench;

/// <summary>Whatever is not there is absent with a reason, never an error.</summary>
internal sealed class AbsentSideTests
{
    private static readonly DeviceEntry[] Devices =
    [
        new("cpu", new DeviceFacts("X64", ".NET", 2, 1 << 30, true), null),
        new("opencl:0", new DeviceFacts("A card", "a driver", 8, 1 << 30, false), null),
        new("cuda", null, "no driver found"),
    ];

    [Test]
    public void DevicesAreFoundByName()
    {
        SideEntry[] entries = [.. AdversaSide.Find(["opencl", "cuda:0", "gpu", "cpu"], Devices, threads: 2)];
        Assert.Multiple(() =>
        {
            Assert.That(
                entries.Select(entry => entry.Name),
                Is.EqualTo((string[])["Adversa, cpu", "Adversa, opencl:0", "Adversa, cuda:0", "Adversa, gpu"]));
            Assert.That(
                entries.Select(entry => entry.WhyNot),
                Is.EqualTo((string?[])[null, null, "no driver found", "there is no such device; there is cpu, opencl:0, cuda"]));
            Assert.That(entries.Select(entry => entry.Side is null), Is.EqualTo((bool[])[false, false, true, true]));
        });
    }

    [Test]
    public void ADebuggerIsNoSide()
    {
        DeviceEntry[] devices = [.. Devices, new("ilgpu:cpu", Devices[0].Facts, null)];
        SideEntry[] entries = [.. AdversaSide.Find(["ilgpu:cpu"], devices, threads: 2)];
        Assert.That(entries[1].Side, Is.Null);
        Assert.That(entries[1].WhyNot, Does.Contain("only operations"));
    }

    [Test]
    public async Task APythonThatIsNotThereIsNamed()
    {
        using var folder = new TemporaryFolder();
        string missing = folder["python"];
        (PythonWithTorch? python, string? whyNot) = await PythonWithTorch.FindAsync(missing, CancellationToken.None);
        SideEntry entry = PyTorchSide.Find(python, whyNot, threads: 2);
        Assert.That(entry.Side, Is.Null);
        Assert.That(entry.WhyNot, Does.StartWith($"{missing}: ").And.Contain("--python").And.Not.Contain("\n"));
    }

    [Test]
    public async Task OnnxRuntimeNeedsPyTorchsModels()
    {
        SideEntry entry = await OnnxRuntimeSide.FindAsync(python: null, package: null, threads: 2, CancellationToken.None);
        Assert.That(entry, Is.EqualTo(new SideEntry("ONNX Runtime", null, "its models come from PyTorch, which is absent")));
    }

    [Test]
    public async Task OnnxRuntimeIsLookedForWhereOneSays()
    {
        using var folder = new TemporaryFolder();
        var python = new PythonWithTorch("python3", folder.Path);
        SideEntry entry = await OnnxRuntimeSide.FindAsync(python, folder.Path, threads: 2, CancellationToken.None);
        Assert.That(entry.Side, Is.Null);
        Assert.That(entry.WhyNot, Does.Contain("node").IgnoreCase, "Node itself may be absent here");
    }

    [Test]
    public void ASingleFileIsOnlyThereWhereItIsGiven()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("adversa", [1]);
        Assert.Multiple(() =>
        {
            Assert.That(PublishedSide.Find(null, threads: 2), Is.Empty);
            Assert.That(PublishedSide.Find(folder["none"], 2).Single().WhyNot, Is.EqualTo($"{folder["none"]}: no such file"));
            using var side = (PublishedSide)PublishedSide.Find(file, 2).Single().Side!;
            Assert.That(Workload.All(quick: true).Where(side.Runs), Has.One.With.Property("IsColdStart").True, "nothing else");
        });
    }
}
