using System.Reflection;
using System.Text;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

/// <summary>The compiled loops against the C# methods that they were compiled from.</summary>
internal sealed class PointwiseKernelTests
{
    private static IEnumerable<TestCaseData> Kernels => PointwiseKernels.Cases;

    [TestCaseSource(nameof(Kernels))]
    public void Float_loop_gives_what_the_method_gives(PointwiseKernel kernel, MethodInfo method)
    {
        double[] scalars = PointwiseKernels.Scalars(kernel);
        foreach (int count in new[] { 0, 1, 7, 15, 16, 17, 31, 33, 1000 })
        {
            float[][] expected = PointwiseKernels.Operands(kernel, count, seed: count + 1);
            float[][] actual = PointwiseKernels.Run(kernel, expected, scalars);
            for (int i = 0; i < count; i++) PointwiseKernels.Apply(kernel, method, expected, i, scalars);
            for (int k = 0; k < expected.Length; k++)
                Assert.That(actual[k], Is.EqualTo(expected[k]).Using<float>((a, b) => Close(a, b, method)),
                    $"operand {k} of {count} elements");
        }
    }

    // The method computes in float and re-reads nothing; so the double loop agrees to the accuracy of float.
    [TestCaseSource(nameof(Kernels))]
    public void Double_loop_agrees_with_the_float_loop(PointwiseKernel kernel, MethodInfo method)
    {
        double[] scalars = PointwiseKernels.Scalars(kernel);
        float[][] operands = PointwiseKernels.Operands(kernel, 333, seed: 5);
        foreach (float[] operand in operands)
        {
            // Beyond the range of float the two must differ.
            for (int i = 0; i < operand.Length; i++) operand[i] = operand[i] is 1e30f or float.Epsilon ? 2 : operand[i];
        }

        double[][] actual = PointwiseKernels.Run(kernel, [.. operands.Select(o => o.Select(x => (double)x).ToArray())], scalars);
        float[][] expected = PointwiseKernels.Run(kernel, operands, scalars);
        for (int k = 0; k < expected.Length; k++)
            Assert.That(actual[k].Select(x => (float)x), Is.EqualTo(expected[k]).Using<float>((a, b) => IsNear(a, b, 3e-5f)),
                $"{method.Name}, operand {k}");
    }

    [TestCaseSource(nameof(Kernels))]
    public void Position_does_not_change_the_bits(PointwiseKernel kernel, MethodInfo method)
    {
        const int Count = 45;
        double[] scalars = PointwiseKernels.Scalars(kernel);
        float[][] operands = PointwiseKernels.Operands(kernel, Count, seed: 6);
        float[][] together = PointwiseKernels.Run(kernel, operands, scalars);
        for (int i = 0; i < Count; i++)
        {
            float[][] alone = PointwiseKernels.Run(kernel, [.. operands.Select(operand => new[] { operand[i] })], scalars);
            for (int k = 0; k < operands.Length; k++)
            {
                Assert.That(BitConverter.SingleToInt32Bits(alone[k][0]),
                    Is.EqualTo(BitConverter.SingleToInt32Bits(together[k][i])),
                    $"{method.Name}, operand {k}, element {i}");
            }
        }
    }

    [Test]
    public void Names_and_roles_come_from_the_methods()
    {
        Assert.That(PointwiseKernels.All.Select(pair => pair.Kernel.Name), Is.Unique);
        Assert.That(Pointwise.LeakyReluGradient.Name, Is.EqualTo("leaky_relu_gradient"));
        Assert.That(Pointwise.LeakyRelu.Parameters.ToArray(),
            Is.EqualTo(new[] { ParameterRole.Read, ParameterRole.Scalar, ParameterRole.Write }));
        Assert.That(Pointwise.Axpy.Parameters.ToArray(),
            Is.EqualTo(new[] { ParameterRole.ReadWrite, ParameterRole.Read, ParameterRole.Scalar }));
    }

    [Test]
    public void All_lists_every_kernel_by_name() =>
        Assert.That(Pointwise.All, Is.EqualTo(PointwiseKernels.All.Select(pair => pair.Kernel).OrderBy(kernel => kernel.Name)));

    [Test]
    public void Every_text_of_a_kernel_can_be_read()
    {
        PointwiseKernel kernel = Pointwise.Ema;
        Assert.That(Read(kernel.Source), Does.Contain("public static void Ema(ref float average").And.Contain("float Lerp("));
        Assert.That(Read(kernel.Simd), Does.StartWith("private readonly struct EmaFloat32 : ISimdBody<float>"));
        Assert.That((kernel.Dense.Name, kernel.Strided.Name), Is.EqualTo(("ema_dense", "ema_strided")));
        foreach (GroupedKernel grouped in new[] { kernel.Dense, kernel.Strided })
        {
            GroupedForm float32 = grouped.Form(DType.Float32), float64 = grouped.Form(DType.Float64);
            Assert.That(Read(float32.OpenCl!), Does.Contain("void Ema(float* average, float value"));
            Assert.That(Read(float64.Cuda!), Does.Contain($"__launch_bounds__(256) {grouped.Name}(\n    double* average_data"));
            Assert.That((float32.NeedsFloat64, float64.NeedsFloat64), Is.EqualTo((false, true)));
            Assert.That(float32.Contracts || float64.Contracts, Is.False);
        }
    }

    private static string Read(KernelText text) => Encoding.UTF8.GetString(text());

    // Bit for bit, but for optimizers: the compiled kernel computes 1 − β in double and once, the method in float.
    private static bool Close(float a, float b, MethodInfo method) =>
        a.Equals(b) || (method.DeclaringType == typeof(Adversa.Kernels.Sources.Optimizers) && IsNear(a, b, 4e-6f));

    private static bool IsNear(float a, float b, float tolerance) =>
        a.Equals(b) || MathF.Abs(a - b) <= tolerance * MathF.Max(1, MathF.Max(MathF.Abs(a), MathF.Abs(b)));
}
