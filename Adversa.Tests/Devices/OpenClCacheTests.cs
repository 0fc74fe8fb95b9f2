using System.Text;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Devices.OpenCl;
using Adversa.Kernels.Devices.Programs;

namespace Adversa.Tests.Devices;

/// <summary>Programs are taken from the disk where they are whole, and compiled where not.</summary>
internal sealed class OpenClCacheTests : OpenClTest
{
    /// <summary>A stored program that computes something else shows that it was the one that ran.</summary>
    [Test]
    public void AStoredProgramIsUsed()
    {
        string doubling = Stored(Kernel("2")), tripling = Stored(Kernel("3"));
        Assert.That(Directory.GetFiles(CacheFolder), Has.Length.EqualTo(2));
        File.Copy(tripling, doubling, overwrite: true);
        Assert.That(ResultOf(Kernel("2")), Is.EqualTo(3));
    }

    [Test]
    public void ADamagedProgramIsCompiledAgain([Values(0, 1, 7, -1)] int length)
    {
        string path = Stored(Kernel("2"));
        byte[] whole = File.ReadAllBytes(path);
        byte[] damaged = length < 0 ? [.. whole[..^1], (byte)(whole[^1] + 1)] : whole[..length];
        File.WriteAllBytes(path, damaged);
        Assert.That(ResultOf(Kernel("2")), Is.EqualTo(2));
        Assert.That(new ProgramCache(CacheFolder).Read(Path.GetFileNameWithoutExtension(path)), Is.Not.Null, "it is stored anew");
        Assert.That(Directory.GetFiles(CacheFolder), Has.Length.EqualTo(1));
    }

    [Test]
    public void AProgramThatTheDriverRefusesIsCompiledAgain()
    {
        string path = Stored(Kernel("2"));
        new ProgramCache(CacheFolder).Write(Path.GetFileNameWithoutExtension(path), Encoding.ASCII.GetBytes("no program"));
        Assert.That(ResultOf(Kernel("2")), Is.EqualTo(2));
    }

    [Test]
    public void WithoutAFolderProgramsAreCompiled()
    {
        using var device = new OpenClDevice("opencl:0", Hardware, new ProgramCache(null));
        Assert.That(ResultOf(Kernel("2"), device), Is.EqualTo(2));
        Assert.That(Directory.Exists(CacheFolder), Is.False);
    }

    /// <summary>x[0] = a number. The text around it differs in nothing, so that one program can stand for another.</summary>
    private static GroupedKernel Kernel(string number) => HandWrittenKernel.Create("number", 1, $$"""
        __kernel __attribute__((reqd_work_group_size(1, 1, 1)))
        void number(__global float* x, int offset) { x[offset] = {{number}}; }
        """);

    private static float ResultOf(GroupedKernel kernel, OpenClDevice device)
    {
        BufferView view = Upload(device, [-1]);
        device.Launch(kernel, DType.Float32, new Extent(1), KernelArguments.Begin().Add(view));
        return Download(device, view, 1)[0];
    }

    /// <summary>The result on a device that has built nothing yet.</summary>
    private float ResultOf(GroupedKernel kernel)
    {
        using var device = new OpenClDevice("opencl:0", Hardware, new ProgramCache(CacheFolder));
        return ResultOf(kernel, device);
    }

    /// <summary>Runs a kernel and gives the file that it was stored in.</summary>
    private string Stored(GroupedKernel kernel)
    {
        string[] before = Directory.Exists(CacheFolder) ? Directory.GetFiles(CacheFolder) : [];
        ResultOf(kernel);
        return Directory.GetFiles(CacheFolder).Except(before).Single();
    }
}
