using System.Text.Json;
using Adversa.Cli;
using Adversa.Kernels;

namespace Adversa.Tests.Cli;

[NonParallelizable]
internal sealed class KernelsCommandTests
{
    [Test]
    public void Every_kernel_is_listed_and_can_be_read()
    {
        Invocation listed = Invocation.Of("kernels");
        Assert.That(listed.ExitCode, Is.EqualTo(ExitCode.Success));
        Assert.That(Invocation.Of("kernels", "list").Output, Is.EqualTo(listed.Output));
        foreach (KernelEntry kernel in KernelCatalogue.All)
        {
            Assert.That(listed.Output, Does.Match($@"(?m)^{kernel.Name} +(pointwise|grouped) "));
            Assert.That(kernel.Text(KernelLanguage.CSharp), Does.Contain("static"), kernel.Name);
            Assert.That(kernel.Text(KernelLanguage.Simd), Is.Not.Empty, kernel.Name);
            Assert.That(
                kernel.Text(KernelLanguage.OpenCl) ?? kernel.Text(KernelLanguage.Cuda), Does.Contain("void "), kernel.Name);
        }
    }

    [TestCase("csharp", "public static float LeakyRelu")]
    [TestCase("simd", "TVector")]
    [TestCase("opencl", "__kernel")]
    [TestCase("cuda", "__global__")]
    public void A_kernel_is_shown_in_each_language(string target, string expected)
    {
        Invocation shown = Invocation.Of("kernels", "show", "leaky_relu", "--target", target);
        Assert.That(shown.ExitCode, Is.EqualTo(ExitCode.Success));
        Assert.That(shown.Output, Does.Contain(expected));
    }

    /// <summary>A target without a word for what a kernel does runs the kernel's fallback.</summary>
    [Test]
    public void A_kernel_for_tensor_cores_is_shown_as_PTX_and_has_no_text_in_OpenCL_C()
    {
        string[] arguments = ["kernels", "show", "mat_mul_tensor_cores", "--target"];
        string cuda = Invocation.Of([.. arguments, "cuda"]).Output;
        Assert.That(cuda, Does.Contain("\"mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32 {%0, %1, %2, %3}, {%4, "));
        Assert.That(cuda, Does.Contain("asm(\"cvt.rna.tf32.f32 %0, %1;\" : \"=r\"(aTile["));
        Assert.That(Invocation.Of([.. arguments, "opencl"]).Error, Does.Contain("opencl lacks a function that it needs"));
        Assert.That(KernelCatalogue.Named("mat_mul_square").Text(KernelLanguage.OpenCl), Does.Contain("__kernel"));
    }

    [Test]
    public void The_CPUs_own_version_of_a_grouped_kernel_is_a_file_that_exists()
    {
        Assert.That(
            Invocation.Of("kernels", "show", "row_times_vector", "--target", "simd").Output, Does.Contain("CpuMatMul.cs"));
        foreach (string file in CpuTwins.All) Assert.That(Path.Combine(Repository.Root, file), Does.Exist);
    }

    [Test]
    public void Wrong_names_are_told_what_there_is()
    {
        Expect(["kernels", "show", "tanhh"], "tanhh", "adversa kernels list");
        Expect(["kernels", "show", "leaky"], "leaky_relu", "leaky_relu_gradient");
        Expect(["kernels", "show", "tanh", "--target", "ptx"], "ptx", "cuda");
        Expect(["kernels", "ladder", "softmax"], "softmax", "matmul, conv2d");
        Expect(["kernels", "ladder", "matmul", "--device", "tpu"], "tpu", "adversa devices");
        Expect(["kernels", "ladder", "matmul", "--size", "-1"], "-1", "rows and columns");
        Expect(["kernels", "climb"], "climb");

        static void Expect(string[] arguments, params string[] words)
        {
            Invocation refused = Invocation.Of(arguments);
            Assert.That(refused.ExitCode, Is.EqualTo(ExitCode.WrongUse));
            foreach (string word in words) Assert.That(refused.Error, Does.Contain(word));
        }
    }

    [TestCase("matmul")]
    [TestCase("conv2d")]
    public void A_ladder_on_the_CPU_is_one_rung_in_text_and_in_JSON(string name)
    {
        using var folder = new TemporaryFolder();
        string path = folder["ladder.json"];
        Invocation run = Invocation.Of("kernels", "ladder", name, "--size", "17", "--json", path);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Success));
        Assert.That(run.Output, Does.Contain("GFLOP/s").And.Contain("on the CPU"));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(path));
        Assert.That(json.RootElement.GetProperty("ladder").GetString(), Is.EqualTo(name));
        JsonElement rung = json.RootElement.GetProperty("rungs").EnumerateArray().Single();
        Assert.That(rung.GetProperty("right").GetBoolean());
        Assert.That(rung.GetProperty("gflops").GetDouble(), Is.Positive);
        Assert.That(rung.GetProperty("share_of_peak").GetDouble(), Is.Positive);
    }
}
