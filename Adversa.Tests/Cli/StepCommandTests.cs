using System.Text.Json;

namespace Adversa.Tests.Cli;

/// <summary><c>adversa step</c>: text for people, a file for programs.</summary>
[NonParallelizable]
internal sealed class StepCommandTests
{
    [TestCase("dcgan", 32, 1)]
    [TestCase("wgan-gp", 64, 3)]
    public void TimesStepsAndWritesAFile(string model, int size, int channels)
    {
        using var folder = new TemporaryFolder();
        string file = folder["step.json"];
        (int exitCode, string output, string error) = Invocation.Of(
            "step", "--model", model, "--size", $"{size}", "--channels", $"{channels}", "--features", "4", "--batch", "2",
            "--steps", "2", "--warm-up", "0", "--threads", "1", "--json", file);
        Assert.That(exitCode, Is.Zero, error);
        string form = $"{model} {size}x{size}x{channels}, batch 2, features 4, cpu (";
        Assert.That(output, Does.StartWith(form).And.Contain("ms per step"));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(file));
        Assert.That(json.RootElement.GetProperty("median_ms").GetDouble(), Is.Positive);
    }

    [TestCase("model: found 'vae'", "--model", "vae")]
    [TestCase("steps: found 0", "--steps", "0")]
    [TestCase("batch: found 0", "--batch", "0")]
    [TestCase("no device 'gpu'", "--device", "gpu")]
    public void WrongUseIsOneLine(string message, params string[] arguments)
    {
        (int exitCode, _, string error) = Invocation.Of(["step", .. arguments]);
        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error.TrimEnd(), Does.Contain(message).And.Not.Contain("\n"));
    }
}
