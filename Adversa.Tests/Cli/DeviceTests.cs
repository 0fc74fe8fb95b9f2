using System.Diagnostics;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Devices.OpenCl;
using Adversa.Kernels.Devices.Programs;
using Adversa.Tests.Cuda;
using Adversa.Tests.Devices;

namespace Adversa.Tests.Cli;

/// <summary>Devices on the command line: what there is, what is missing, and one that is lost half-way.</summary>
[NonParallelizable]
public sealed class DeviceTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void EveryKindIsListed()
    {
        Invocation devices = Invocation.Of("devices");
        Assert.That((devices.ExitCode, devices.Error), Is.EqualTo((0, "")));
        string[] lines = devices.Output.Split('\n');
        Assert.That(lines[0], Does.StartWith("device").And.EndsWith("float64"));
        Assert.That(lines[1], Does.StartWith("cpu ").And.EndsWith(" yes"));
        Assert.That(lines, Has.Some.StartsWith("opencl").And.Some.StartsWith("cuda"));
    }

    [TestCase("gpu", "'gpu'", "cpu, opencl:N")]
    [TestCase("cpu:1", "'cpu:1'", "there is cpu")]
    [TestCase("opencl:99", "'opencl:99'", "There is no device")]
    [TestCase("opencl:x", "'opencl:x'", "a number N from 0")]
    [TestCase("opencl:-1", "'opencl:-1'", "a number N from 0")]
    [TestCase("opencl:", "'opencl:'", "a number N from 0")]
    [TestCase("opencl:0:1", "'opencl:0:1'", "a number N from 0")]
    public void ADeviceThatDoesNotExist(string name, params string[] words)
    {
        string run = _folder["run"];
        Invocation train = Invocation.Of("train", "--device", name, "--out", run);
        Assert.That(train.ExitCode, Is.EqualTo(2), train.Error);
        Assert.That(train.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
        foreach (string word in words) Assert.That(train.Error, Does.Contain(word));
        Assert.That(Directory.Exists(run), Is.False, "a run that cannot begin leaves no folder");
    }

    /// <summary>A loader that is no library stands in front of the one that is installed.</summary>
    [Test]
    public void AMissingLoaderIsNamedWithWhatToInstall()
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("Only Linux looks for libraries where a variable says.");
        foreach (string name in (string[])["libOpenCL.so.1", "libOpenCL.so"]) _folder.Write(name, [0]);
        (int exitCode, string output, string error) = Run("LD_LIBRARY_PATH", _folder.Path, "devices");
        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        Assert.That(output, Does.Contain("opencl: no OpenCL loader (libOpenCL.so.1, "));
        Assert.That(output, Does.Contain("apt install ocl-icd-libopencl1"));

        (exitCode, _, error) = Run("LD_LIBRARY_PATH", _folder.Path, "check", "--device", "opencl");
        Assert.That(exitCode, Is.EqualTo(2), error);
        Assert.That(error, Does.Contain("There is no device 'opencl:0': no OpenCL loader"));
    }

    [Test]
    public void ALoaderWithoutDriversIsNamedWithWhatToInstall()
    {
        if (DeviceList.List().Any(entry => entry.WhyNot?.StartsWith("no OpenCL loader") is true))
            Assert.Ignore("There is no OpenCL loader.");
        (int exitCode, string output, string error) = Run("OCL_ICD_VENDORS", _folder.Path, "devices");
        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        if (output.Contains("opencl:0", StringComparison.Ordinal)) Assert.Ignore("This loader finds its drivers elsewhere.");
        Assert.That(output, Does.Contain("opencl: the OpenCL loader found no driver").And.Contains("pocl-opencl-icd"));
    }

    [TestCase("ADVERSA_CUDA")]
    [TestCase("ADVERSA_NVRTC")]
    public void AMissingLibraryOfCudaIsNamed(string variable)
    {
        CudaEmulator.Require();
        string missing = _folder["missing.so"];
        (int exitCode, string output, string error) = Run(variable, missing, "devices");
        Assert.That((exitCode, error), Is.EqualTo((0, "")));
        Assert.That(output, Does.Contain($"cuda: {variable} names {missing}, which cannot be loaded"));

        (exitCode, _, error) = Run(variable, missing, "check", "--device", "cuda");
        Assert.That(exitCode, Is.EqualTo(2), error);
        Assert.That(error, Does.Contain($"There is no device 'cuda:0': {variable} names {missing}"));
    }

    /// <summary>It ends with one line, and goes on to the bit from its last checkpoint.</summary>
    [Test]
    public void ATrainingWhoseDeviceIsLostKeepsItsLastCheckpoint()
    {
        string run = _folder["run"], whole = _folder["whole"];
        string[] tiny =
        [
            "--size", "16", "--features", "4", "--latent", "8", "--batch", "8", "--steps", "12", "--checkpoint-every", "3",
        ];
        (IReadOnlyList<OpenClHardware> hardware, string? whyNone) = OpenClHardware.Find();
        if (whyNone is not null) Assert.Ignore($"opencl: {whyNone}");
        string checkpoint = Path.Combine(run, "checkpoints", "step-00000006.safetensors");
        var kind = new DeviceKind("lossy", "lossy", () => [], (_, _) => Lossy());
        DeviceList.Kinds.Add(kind);
        try
        {
            Invocation train = Invocation.Of(["train", .. tiny, "--out", run, "--device", "lossy"]);
            Assert.That(train.ExitCode, Is.EqualTo(1), train.Error);
            Assert.That(train.Error, Does.StartWith("adversa: device opencl:0 (").And.Contains("was lost during the launch of"));
            Assert.That(train.Error, Does.Contain("CL_DEVICE_NOT_AVAILABLE").And.EndsWith(Environment.NewLine));
            Assert.That(train.Error.TrimEnd(), Does.Not.Contain('\n'), "one line");
        }
        finally
        {
            DeviceList.Kinds.Remove(kind);
        }

        Assert.That(Directory.GetFiles(Path.Combine(run, "checkpoints")).Max(), Is.EqualTo(checkpoint));
        Assert.That(Invocation.Of("train", "--resume", run, "--device", "opencl").ExitCode, Is.Zero);
        Assert.That(Invocation.Of(["train", .. tiny, "--out", whole, "--device", "opencl"]).ExitCode, Is.Zero);
        const string Last = "samples/step-00000012.png";
        Assert.That(File.ReadAllBytes(Path.Combine(run, Last)), Is.EqualTo(File.ReadAllBytes(Path.Combine(whole, Last))));

        FailingOpenClDevice Lossy() => new(hardware[0], ProgramCache.OfUser())
        {
            IsLost = () => File.Exists(checkpoint),
            LaunchStatus = ClStatus.DeviceNotAvailable,
        };
    }

    /// <summary>The program in a process of its own, with one variable set.</summary>
    private static (int ExitCode, string Output, string Error) Run(string variable, string value, params string[] arguments)
    {
        string program = Path.Combine(TestContext.CurrentContext.TestDirectory, "adversa.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [variable] = value },
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
