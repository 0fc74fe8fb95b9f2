using System.Diagnostics;
using System.Text.Json;
using Adversa.Cli;
using Adversa.Gan.Data.Images;
using Adversa.Tensors.Serialization;

namespace Adversa.Tests.Cli;

/// <summary><c>adversa classifier</c> and <c>adversa evaluate</c>, from pictures to the table of classes.</summary>
[NonParallelizable]
public sealed class ClassifierTests
{
    private const int Size = 16;

    private readonly TemporaryFolder _folder = new();

    /// <summary>Pictures of two classes, a classifier of them, and a run of two steps on them.</summary>
    [OneTimeSetUp]
    public void TrainBoth()
    {
        foreach (int i in Enumerable.Range(0, 20))
        {
            WritePicture($"pictures/dark/{i}.png", brightness: 40 + i, Size);
            WritePicture($"pictures/bright/{i}.png", brightness: 200 + i, Size);
        }

        TrainOutput = Succeed(Train(("--out", Classifier), ("--epochs", "20")));
        Succeed(
            "train", "--data", _folder["pictures"], "--size", $"{Size}", "--features", "4", "--latent", "8", "--batch", "8",
            "--steps", "2", "--threads", "1", "--out", Run);
    }

    [OneTimeTearDown]
    public void DeleteFolder() => _folder.Dispose();

    private string TrainOutput { get; set; } = "";

    private string Classifier => _folder["classifier.safetensors"];

    private string Run => _folder["run"];

    [Test]
    public void TrainingPrintsBothAccuraciesAndHowToGoOn()
    {
        Assert.Multiple(() =>
        {
            Assert.That(TrainOutput, Does.Contain("36 to train on, 4 held out"));
            Assert.That(TrainOutput, Does.Contain("100.00 % on the training images, 100.00 % on those held out"));
            Assert.That(TrainOutput, Does.Contain($"adversa evaluate RUN --classifier {Classifier}"));
            Assert.That(SafetensorsFile.Read(Classifier).Metadata["classes"], Is.EqualTo("[\"bright\",\"dark\"]"));
        });
    }

    [Test]
    public void EvaluatingCountsTheClasses()
    {
        string[] command = ["evaluate", Run, "--classifier", Classifier, "--count", "70"];
        string table = Succeed(command);
        JsonElement json = JsonDocument.Parse(Succeed([.. command, "--json"])).RootElement;
        int[] counts = [.. json.GetProperty("classes").EnumerateArray().Select(row => row.GetProperty("count").GetInt32())];
        Assert.Multiple(() =>
        {
            Assert.That(counts, Has.Length.EqualTo(2));
            Assert.That(counts.Sum(), Is.EqualTo(70));
            Assert.That(json.GetProperty("count").GetInt32(), Is.EqualTo(70));
            Assert.That(json.GetProperty("held-out-accuracy").GetDouble(), Is.EqualTo(1));
            Assert.That(json.TryGetProperty("agreement", out _), Is.False, "the run knows no classes");
            Assert.That(table, Does.Match($"bright +{counts[0]} +").And.Match($"dark +{counts[1]} +"));
            Assert.That(table, Does.Match("all +70 +100.0 %"));
        });
    }

    [TestCase("--size", "7", "size", "8 to 128")]
    [TestCase("--size", "129", "size", "8 to 128")]
    [TestCase("--epochs", "0", "epochs", "1 to 1000")]
    [TestCase("--batch", "1", "batch", "at least 2")]
    [TestCase("--batch", "37", "36 images", "smaller batch")]
    [TestCase("--channels", "2", "2", "1 (grey) or 3 (RGB)")]
    [TestCase("--threads", "-1", "threads")]
    [TestCase("--device", "gpu", "gpu", "cpu")]
    public void ImpossibleSetting(string option, string value, params string[] words)
    {
        string path = _folder["refused.safetensors"];
        Expect(ExitCode.WrongUse, Train((option, value), ("--out", path)), words);
        Assert.That(File.Exists(path), Is.False);
    }

    [Test]
    public void DataWithoutClassesOrWithOne()
    {
        foreach (int i in Enumerable.Range(0, 10))
        {
            WritePicture($"flat/{i}.png", i, Size);
            WritePicture($"one/alone/{i}.png", i, Size);
        }

        Expect(ExitCode.WrongUse, Train(("--data", _folder["flat"])), _folder["flat"], "no labels", "folder for each class");
        Expect(ExitCode.WrongUse, Train(("--data", _folder["one"])), _folder["one"], "one class", "'alone'");
        Expect(ExitCode.WrongUse, Train(("--data", _folder["nothing"])), _folder["nothing"], "no such file or folder");
        Expect(ExitCode.WrongUse, ["classifier"], "--data", "adversa classifier --help");
    }

    /// <summary>Found before the training, not behind it.</summary>
    [Test]
    public void APlaceThatCannotBeWritten()
    {
        Expect(ExitCode.WrongUse, Train(("--out", Path.Combine(_folder["nowhere"], "c.safetensors"))), "nowhere", "create it");
        Expect(ExitCode.WrongUse, Train(("--out", _folder.Path)), _folder.Path, "expected a file");
    }

    [Test]
    public void AFileThatIsNoClassifier()
    {
        string checkpoint = Path.Combine(Run, "checkpoints", "step-00000002.safetensors"), broken = _folder["broken.safetensors"];
        File.WriteAllBytes(broken, File.ReadAllBytes(Classifier)[..^10]);
        Expect(ExitCode.Failure, Evaluate(("--classifier", checkpoint)), checkpoint, "expected a classifier");
        Expect(ExitCode.Failure, Evaluate(("--classifier", broken)), broken);
        Expect(ExitCode.WrongUse, Evaluate(("--classifier", _folder["nothing"])), _folder["nothing"]);
        Expect(ExitCode.WrongUse, ["evaluate", Run], "classifier", "adversa classifier --data");
    }

    [Test]
    public void AClassifierOfAnotherSizeSaysHowToTrainTheRightOne()
    {
        string small = _folder["small.safetensors"];
        Succeed(Train(("--size", "8"), ("--epochs", "1"), ("--out", small)));
        Expect(
            ExitCode.WrongUse, Evaluate(("--classifier", small)),
            Run, "1x16x16", "1x8x8", "adversa classifier --data DATA --size 16 --channels 1");
    }

    [TestCase("--count", "0", "at least 1")]
    [TestCase("--count", "2000000000", "at most 1048576 samples")]
    [TestCase("--device", "gpu", "cpu")]
    public void ImpossibleEvaluation(string option, string value, string word) =>
        Expect(ExitCode.WrongUse, Evaluate((option, value)), word);

    [Test]
    public void EvaluatingWhatIsNoRun() => Expect(
        ExitCode.WrongUse, ["evaluate", _folder["nothing"], "--classifier", Classifier], _folder["nothing"], "config.json");

    [Test]
    public void ASignalEndsTheTrainingWithNothingWritten()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("Windows has no kill command.");
        string path = _folder["interrupted.safetensors"];
        string program = Path.Combine(TestContext.CurrentContext.TestDirectory, "adversa.dll");
        using Process process = Start("dotnet", [program, .. Train(("--out", path), ("--epochs", "1000"))]);
        string? line;
        do
        {
            line = process.StandardOutput.ReadLine();
        }
        while (line?.Contains("held out") == false);
        using (Process kill = Start("kill", ["-INT", $"{process.Id}"])) kill.WaitForExit();
        string output = process.StandardOutput.ReadToEnd();
        Assert.That(process.WaitForExit(TimeSpan.FromMinutes(1)), Is.True);
        Assert.Multiple(() =>
        {
            Assert.That(process.ExitCode, Is.EqualTo(ExitCode.Interrupted));
            Assert.That(output, Does.Contain("interrupted; nothing was written"));
            Assert.That(_folder.Names.Where(name => name.Contains("interrupted", StringComparison.Ordinal)), Is.Empty);
        });
    }

    private string[] Train(params (string Option, string Value)[] settings) => WithSettings(
        ["classifier"],
        new()
        {
            ["--data"] = _folder["pictures"],
            ["--size"] = $"{Size}",
            ["--epochs"] = "1",
            ["--batch"] = "8",
            ["--threads"] = "1",
        },
        settings);

    private string[] Evaluate(params (string Option, string Value)[] settings) => WithSettings(
        ["evaluate", Run],
        new() { ["--classifier"] = Classifier, ["--count"] = "5", ["--threads"] = "1" },
        settings);

    private static string[] WithSettings(
        string[] command, Dictionary<string, string> all, (string Option, string Value)[] settings)
    {
        foreach ((string option, string value) in settings) all[option] = value;
        return [.. command, .. all.SelectMany(setting => new[] { setting.Key, setting.Value })];
    }

    private void WritePicture(string name, int brightness, int size)
    {
        var file = new MemoryStream();
        Png.Write(file, new Image(size, size, 1, [.. Enumerable.Range(0, size * size).Select(i => (byte)(brightness + i % 7))]));
        _folder.Write(name, file.ToArray());
    }

    /// <summary>Expects success, and gives what was printed.</summary>
    private static string Succeed(params string[] arguments)
    {
        (int exitCode, string output, string error) = Invocation.Of(arguments);
        Assert.That(exitCode, Is.EqualTo(ExitCode.Success), error);
        return output;
    }

    /// <summary>Expects an exit code and one line on standard error that holds all words.</summary>
    private static void Expect(int exitCode, string[] arguments, params string[] words)
    {
        (int found, _, string error) = Invocation.Of(arguments);
        Assert.Multiple(() =>
        {
            Assert.That(found, Is.EqualTo(exitCode), error);
            Assert.That(error, Does.StartWith("adversa: "));
            Assert.That(error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
            foreach (string word in words) Assert.That(error, Does.Contain(word));
        });
    }

    private static Process Start(string program, string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
