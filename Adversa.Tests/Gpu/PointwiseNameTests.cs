using System.Text;
using Adversa.Kernels;
using Adversa.Kernels.Compiler.Model;
using Adversa.Kernels.Compiler.Targets;
using Adversa.Kernels.Devices;
using Adversa.Tests.Compiler;

namespace Adversa.Tests.Gpu;

/// <summary>Names that a kernel may have and C, its libraries or the emitted program have too.</summary>
[TestFixtureSource(typeof(GpuDevices), nameof(GpuDevices.Names))]
internal sealed class PointwiseNameTests(string name)
{
    private delegate string ProgramWriter(string entryPoint, Kernel kernel, ElementBody body, ElementType type, CDialect dialect);

    private static string[] Kernels => NameTests.Kernels;

    [TestCaseSource(nameof(Kernels))]
    public void Every_name_gives_a_program_that_runs(string source)
    {
        Kernel kernel = GeneratorHost.Read(GeneratorHost.Class(source));
        Launch(kernel, PointwiseProgram.Dense, layout: []);
        Launch(kernel, PointwiseProgram.Strided, layout: new int[1 + Axes.MaxRank * (3 + Tensors(kernel))]);
    }

    private static int Tensors(Kernel kernel) => kernel.Tensors.Count + (kernel.ReturnsValue ? 1 : 0);

    /// <summary>Runs the program of a kernel on one element, which is all operands at once.</summary>
    private void Launch(Kernel kernel, ProgramWriter write, ReadOnlySpan<int> layout)
    {
        GpuDevice device = GpuDevices.Open(name);
        ElementBody body = Uniforms.Extract(kernel);
        GroupedForm form = new("entry", Text(CDialect.OpenCl), Text(CDialect.Cuda), 0, NeedsFloat64: false, Contracts: false);
        var grouped = new GroupedKernel("entry", new(PointwiseProgram.GroupSize), form, null, null, form.OpenCl!);

        DeviceBuffer buffer = device.Memory.Rent(sizeof(float));
        var arguments = KernelArguments.Begin();
        for (int i = 0; i < Tensors(kernel); i++) arguments.Add(new BufferView(buffer, 0));
        for (int i = 0; i < body.Constants.Count; i++) arguments.Add(1f);
        arguments.Add(1);
        if (layout.Length > 0) arguments.Add(layout);
        Assert.That(() => device.Launch(grouped, DType.Float32, new(1), arguments), Throws.Nothing, kernel.Text);
        device.Synchronize();
        device.Memory.Return(buffer);

        KernelText Text(CDialect dialect)
        {
            byte[] text = Encoding.UTF8.GetBytes(write("entry", kernel, body, ElementType.Float32, dialect));
            return () => text;
        }
    }
}
