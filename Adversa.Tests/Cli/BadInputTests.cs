using Adversa.Autograd;
using Adversa.Cli;
using Adversa.Tensors;
using Adversa.Tensors.Serialization;
using Adversa.Tests.Serialization;

namespace Adversa.Tests.Cli;

/// <summary>Bad input gets one clear line and an exit code, and loses nothing.</summary>
[NonParallelizable]
public sealed class BadInputTests
{
    private const int Failure = 1, WrongUse = 2;

    /// <summary>The settings of a run of two small steps.</summary>
    private static readonly Dictionary<string, string> Tiny = new()
    {
        ["--size"] = "16",
        ["--features"] = "4",
        ["--latent"] = "8",
        ["--batch"] = "8",
        ["--steps"] = "2",
    };

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void UnknownCommandOrOption()
    {
        Expect(WrongUse, ["trian"], "trian", "--help");
        Expect(WrongUse, ["train", "--stpes", "3"], "--stpes", "adversa train --help");
        Expect(WrongUse, ["train", "--steps", "many"], "many", "--steps");
    }

    [Test]
    public void MissingFolder()
    {
        string path = _folder["nothing"];
        Expect(WrongUse, Train(("--data", path)), path, "no such file or folder", "expected");
    }

    [Test]
    public void EmptyFolder()
    {
        string empty = Directory.CreateDirectory(_folder["empty"]).FullName;
        Expect(WrongUse, Train(("--data", empty)), empty, "expected");
    }

    [TestCase("--size", "48", "48", "16, 28, 32, 64 or 128")]
    [TestCase("--batch", "1", "batch", "at least 2")]
    [TestCase("--steps", "0", "steps", "at least 1")]
    [TestCase("--features", "0", "features", "at least 1")]
    [TestCase("--learning-rate", "-1", "learning-rate", "(0, 1]")]
    [TestCase("--batch", "20000", "10000", "smaller")]
    [TestCase("--device", "gpu", "gpu", "cpu")]
    [TestCase("--channels", "2", "2", "1 (grey) or 3 (RGB)")]
    public void ImpossibleSetting(string option, string value, params string[] words)
    {
        string run = _folder["run"];
        Expect(WrongUse, Train((option, value), ("--out", run)), words);
        Assert.That(Directory.Exists(run), Is.False, "a run that cannot begin leaves no folder");
    }

    [Test]
    public void ConfigWithAnUnknownKey()
    {
        File.WriteAllText(_folder["config.json"], "{\n  \"size\": 16,\n  \"sise\": 16\n}");
        Expect(WrongUse, ["train", "--config", _folder["config.json"]], _folder["config.json"], "sise", "line 3");
    }

    [Test]
    public void ConfigThatIsNoJson()
    {
        File.WriteAllText(_folder["config.json"], "size = 16");
        Expect(WrongUse, ["train", "--config", _folder["config.json"]], _folder["config.json"]);
    }

    [Test]
    public void ResumingWhatIsNoRun() =>
        Expect(WrongUse, ["train", "--resume", _folder["nothing"]], _folder["nothing"], "config.json");

    [Test]
    public void ARunThatIsThereAlready()
    {
        string run = MakeRun();
        Expect(Failure, Train(("--out", run)), run, "--resume");
        Expect(WrongUse, ["train", "--resume", run], run, "--steps");
        Expect(WrongUse, ["train", "--resume", run, "--size", "32"], "--size", "cannot change");
    }

    [Test]
    public void TruncatedCheckpoint()
    {
        string checkpoint = Path.Combine(MakeRun(), "checkpoints", "step-00000002.safetensors");
        File.WriteAllBytes(checkpoint, File.ReadAllBytes(checkpoint)[..^100]);
        Expect(Failure, ["train", "--resume", _folder["run"], "--steps", "4"], checkpoint);
        Expect(Failure, ["sample", _folder["run"], "--out", _folder["grid.png"]], checkpoint);
        Assert.That(File.Exists(_folder["grid.png"]), Is.False);
    }

    [Test]
    public void CheckpointOfOtherNetworks()
    {
        string run = MakeRun(), config = Path.Combine(run, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"features\": 4", "\"features\": 6"));
        Expect(Failure, ["train", "--resume", run, "--steps", "4"], "step-00000002.safetensors", "main.0.weight");
    }

    [Test]
    public void DamagedPictures()
    {
        string images = Directory.CreateDirectory(_folder["images"]).FullName;
        File.WriteAllText(Path.Combine(images, "broken.png"), "no picture");
        Expect(Failure, Train(("--data", images)), images);
    }

    [Test]
    public void SamplingToAFolderThatIsNotThere()
    {
        string path = Path.Combine(_folder["nothing"], "grid.png");
        Expect(Failure, ["sample", MakeRun(), "--out", path], "nothing", "create the folder");
    }

    [Test]
    public void AFullDisk()
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("/dev/full is Linux's.");
        string run = MakeRun();
        Expect(Failure, ["sample", run, "--out", "/dev/full/grid.png"], "/dev/full");
    }

    [Test]
    public void ALossThatIsNoNumberKeepsTheLastCheckpoint()
    {
        string checkpoints = Path.Combine(MakeRun(), "checkpoints");
        string last = Path.Combine(checkpoints, "step-00000002.safetensors");
        SpoilGenerator(last);
        byte[] before = File.ReadAllBytes(last);
        string[] resume = ["train", "--resume", _folder["run"], "--steps", "9", "--checkpoint-every", "1"];
        Expect(Failure, resume, "step 3", "finite", last);
        Assert.That(Directory.GetFiles(checkpoints), Is.EqualTo(new[] { last }));
        Assert.That(File.ReadAllBytes(last), Is.EqualTo(before));
    }

    /// <summary>Puts an infinite weight into a checkpoint: everything behind it becomes NaN.</summary>
    private static void SpoilGenerator(string checkpoint)
    {
        StateDict state = StateDict.Load(checkpoint), spoiled = new();
        foreach (SafetensorsEntry entry in state)
        {
            if (entry.Name == "generator.main.0.weight")
            {
                float[] values = [float.PositiveInfinity, .. state.Values<float>(entry.Name)[1..]];
                spoiled.Add<float>(entry.Name, Shape.Create(entry.Shape.Span), values);
            }
            else
            {
                spoiled.Add(entry.Name, state.ToTensor(entry.Name));
            }
        }

        spoiled.Save(checkpoint, state.Metadata);
    }

    private static string[] Train(params (string Option, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(Tiny);
        foreach ((string option, string value) in settings) all[option] = value;
        return ["train", .. all.SelectMany(setting => new[] { setting.Key, setting.Value })];
    }

    private string MakeRun()
    {
        Assert.That(Invoke(Train(("--out", _folder["run"]))).ExitCode, Is.Zero);
        return _folder["run"];
    }

    private static void Expect(int exitCode, string[] arguments, params string[] words)
    {
        (int found, string error) = Invoke(arguments);
        Assert.Multiple(() =>
        {
            Assert.That(found, Is.EqualTo(exitCode), error);
            Assert.That(error, Does.StartWith("adversa: "));
            foreach (string word in words) Assert.That(error, Does.Contain(word));
        });
    }

    private static (int ExitCode, string Error) Invoke(string[] arguments)
    {
        TextWriter output = Console.Out, error = Console.Error;
        using StringWriter newOutput = new(), newError = new();
        try
        {
            Console.SetOut(newOutput);
            Console.SetError(newError);
            return (CommandLine.Run(arguments), newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
