using System.Diagnostics;

namespace Adversa.Tests.Cli;

/// <summary>Ctrl-C and SIGTERM finish the step, save, say how to go on, and exit with 130.</summary>
public sealed class InterruptionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [TestCase("INT")]
    [TestCase("TERM")]
    public void ASignalSavesTheRun(string signal)
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("Windows has no kill command.");
        using var folder = new TemporaryFolder();
        string run = folder["run"];
        string program = Path.Combine(TestContext.CurrentContext.TestDirectory, "adversa.dll");
        string[] settings =
        [
            "--size", "16", "--features", "4", "--batch", "8", "--steps", "1000000", "--checkpoint-every", "1000000",
            "--out", run,
        ];
        using Process process = Start("dotnet", [program, "train", .. settings]);
        Task<string> error = process.StandardError.ReadToEndAsync();
        WaitForSteps(Path.Combine(run, "metrics.jsonl"), process);
        using (Process kill = Start("kill", [$"-{signal}", $"{process.Id}"])) kill.WaitForExit();
        string output = process.StandardOutput.ReadToEnd();
        Assert.That(process.WaitForExit(Patience), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That(process.ExitCode, Is.EqualTo(130), error.Result);
            Assert.That(output, Does.Contain($"adversa train --resume {run}"));
            Assert.That(Directory.GetFiles(Path.Combine(run, "checkpoints")), Has.Length.EqualTo(1));
        });
    }

    private static void WaitForSteps(string metrics, Process process)
    {
        var clock = Stopwatch.StartNew();
        while (!File.Exists(metrics) || new FileInfo(metrics).Length == 0)
        {
            Assert.That(process.HasExited, Is.False, "the training ended by itself");
            Assert.That(clock.Elapsed, Is.LessThan(Patience), "no step was made");
            Thread.Sleep(20);
        }
    }

    private static Process Start(string program, string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
