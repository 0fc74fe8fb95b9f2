using System.Text;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Devices.Programs;

namespace Adversa.Tests.Devices;

/// <summary>The first error of each compiler's log is found, with the line of the program that it is about.</summary>
internal sealed class CompilerLogTests
{
    [TestCase(
        "<kernel>:1:2: warning: unused\n<kernel>:2:9: error: use of undeclared identifier 'y'\n  x = y;\n", TestName = "Clang")]
    [TestCase("/tmp/comgr-1/CompileSource:2:9: error: use of undeclared identifier 'y'", TestName = "AMD")]
    [TestCase("1:2:9: error: use of undeclared identifier 'y'", TestName = "Intel")]
    [TestCase("error: /cache/tempfile.cl:2:9: use of undeclared identifier 'y'", TestName = "PoCL")]
    [TestCase("kernel.cu(2): error: use of undeclared identifier 'y'\n      x = y;\n1 error detected", TestName = "NVRTC")]
    [TestCase("kernel.cu:2:9: fatal error: use of undeclared identifier 'y'", TestName = "Fatal")]
    public void TheFirstErrorIsFound(string log) => Assert.That(
        MessageOf(log),
        Is.EqualTo(
            "single:0 (a description alone): kernel k does not compile as C; " +
            "line 2, use of undeclared identifier 'y': x = y;\n" + log));

    [TestCase("error: /cache/tempfile.cl:7:9: odd", "line 7, odd\n", TestName = "Line that the program does not have")]
    [TestCase("\n ptxas fatal: no such architecture\n", ": ptxas fatal: no such architecture\n", TestName = "Log without lines")]
    [TestCase("", ": the compiler gave no reason\n", TestName = "Empty log")]
    public void AnyOtherLogIsShownAsItIs(string log, string end) => Assert.That(MessageOf(log), Does.EndWith(end + log));

    private static string MessageOf(string log)
    {
        using var device = new SingleOnlyDevice();
        GroupedKernel kernel = HandWrittenKernel.Create("k", 1, "void k() {\n    x = y;\n}");
        ProgramSource source = ProgramSource.Choose(device, kernel, DType.Float32);
        return CompilerLog.Failure(device, source, "C", log).Message;
    }
}
