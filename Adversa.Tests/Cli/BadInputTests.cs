using Adversa.Autograd;
using Adversa.Cli;
using Adversa.Gan.Data.Images;
using Adversa.Tensors;
using Adversa.Tensors.Serialization;

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
    [TestCase("--features", "0", "features", "1 to 4096")]
    [TestCase("--learning-rate", "-1", "learning-rate", "(0, 1]")]
    [TestCase("--batch", "20000", "10000", "smaller")]
    [TestCase("--device", "gpu", "gpu", "cpu")]
    [TestCase("--channels", "2", "2", "1 (grey) or 3 (RGB)")]
    [TestCase("--penalty", "wgan-gp", "batch normalization", "--normalization layer, instance, spectral or none")]
    [TestCase("--discriminator-steps", "0", "discriminator-steps", "at least 1")]
    [TestCase("--penalty-weight", "-10", "penalty-weight", "above 0")]
    [TestCase("--loss", "mse", "mse", "wasserstein")]
    [TestCase("--model", "mlp2", "mlp2", "dcgan")]
    [TestCase("--recipe", "vae", "vae", "wgan-gp")]
    [TestCase("--attention", "true", "attention", "dcgan")]
    public void ImpossibleSetting(string option, string value, params string[] words)
    {
        string run = _folder["run"];
        Expect(WrongUse, Train((option, value), ("--out", run)), words);
        Assert.That(Directory.Exists(run), Is.False, "a run that cannot begin leaves no folder");
    }

    /// <summary>What a class means must not change, and a run that was refused stays what it was.</summary>
    [Test]
    public void OtherClassesOnResume()
    {
        string run = _folder["run"];
        string[] small = ["--size", "16", "--features", "4", "--latent", "8", "--batch", "4", "--steps", "1"];
        string data = Classes("ab", "a", "b"), swapped = Classes("bz", "b", "z"), plain = Classes("plain", "");
        Assert.That(Invocation.Of(["train", "--recipe", "cgan", "--data", data, "--out", run, .. small]).ExitCode, Is.Zero);
        string config = File.ReadAllText(Path.Combine(run, "config.json"));
        Expect(Failure, ["train", "--resume", run, "--steps", "2", "--data", swapped], "class-names", "a, b", "b, z");
        Expect(WrongUse, ["train", "--resume", run, "--steps", "2", "--data", plain], "conditioning", "no labels");
        Assert.That(File.ReadAllText(Path.Combine(run, "config.json")), Is.EqualTo(config));
        Assert.That(Invocation.Of(["train", "--resume", run, "--steps", "2"]).ExitCode, Is.Zero);

        string Classes(string name, params string[] classes)
        {
            foreach (string label in classes)
            {
                string folder = Directory.CreateDirectory(Path.Combine(_folder[name], label)).FullName;
                for (int i = 0; i < 8 / classes.Length; i++)
                {
                    using FileStream file = File.Create(Path.Combine(folder, $"{i}.png"));
                    Png.Write(file, new Image(16, 16, channels: 3));
                }
            }

            return _folder[name];
        }
    }

    /// <summary>A conditional recipe needs the classes that a folder of pictures does not have.</summary>
    [Test]
    public void ClassesOfUnlabelledData([Values("cgan", "acgan", "projection")] string recipe)
    {
        string images = Directory.CreateDirectory(_folder["images"]).FullName;
        var picture = new Image(32, 32, channels: 3);
        for (int i = 0; i < 8; i++)
        {
            using FileStream file = File.Create(Path.Combine(images, $"{i}.png"));
            Png.Write(file, picture);
        }

        string run = _folder["run"];
        Expect(
            WrongUse, ["train", "--recipe", recipe, "--data", images, "--batch", "4", "--out", run],
            "conditioning", images, "no labels", "--conditioning none");
        Assert.That(Directory.Exists(run), Is.False);
    }

    [Test]
    public void ALabelThatTheGeneratorDoesNotKnow() =>
        Expect(WrongUse, ["sample", MakeRun(), "--out", _folder["grid.png"], "--label", "3"], "label", "without classes");

    [Test]
    public void ConfigWithAnUnknownKey()
    {
        File.WriteAllText(_folder["config.json"], "{\n  \"size\": 16,\n  \"sise\": 16\n}");
        string config = _folder["config.json"];
        Expect(WrongUse, ["train", "--config", config], config, "'sise'", "line 3", "sample-every");
    }

    [Test]
    public void ConfigWithAnotherKindOfValue()
    {
        File.WriteAllText(_folder["config.json"], "{ \"size\": \"big\" }");
        Expect(WrongUse, ["train", "--config", _folder["config.json"]], _folder["config.json"], "'size'", "number");
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
        Expect(WrongUse, Train(("--out", run)), run, "--resume");
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

    [TestCase("--count", "0", "at least 1")]
    [TestCase("--count", "2000000000", "at most")]
    [TestCase("--threads", "-1", "threads")]
    [TestCase("--device", "gpu", "cpu")]
    public void ImpossibleSampling(string option, string value, string word) =>
        Expect(WrongUse, ["sample", MakeRun(), "--out", _folder["grid.png"], option, value], word);

    /// <summary>What is refused leaves the run as it was, and what never got to a checkpoint can begin again.</summary>
    [Test]
    public void RefusedCommandsChangeNothing()
    {
        string run = _folder["run"];
        Expect(WrongUse, [.. Train(("--out", run)), "--stop-after", "0"], "stop-after");
        Assert.That(Directory.Exists(run), Is.False);
        MakeRun();
        string config = File.ReadAllText(Path.Combine(run, "config.json"));
        Expect(WrongUse, ["train", "--resume", run, "--steps", "1"], "--steps");
        Assert.That(File.ReadAllText(Path.Combine(run, "config.json")), Is.EqualTo(config));
        File.Delete(Checkpoint);
        Expect(WrongUse, ["train", "--resume", run], run, "--out");
        MakeRun();
    }

    [Test]
    public void ResumingWithAnotherSeedOrOtherData()
    {
        string config = Path.Combine(MakeRun(), "config.json"), text = File.ReadAllText(config);
        File.WriteAllText(config, text.Replace("\"seed\": 1", "\"seed\": 2"));
        Expect(Failure, ["train", "--resume", _folder["run"], "--steps", "4"], Checkpoint, "seed", "expected 2");
        File.WriteAllText(config, text);
        RewriteCheckpoint((name, state) => name == "data.images" ? [9L] : null);
        Expect(Failure, ["train", "--resume", _folder["run"], "--steps", "4"], Checkpoint, "images", "shapes");
    }

    [Test]
    public void ADamagedCheckpointNamesTheOneBefore()
    {
        string run = MakeRun();
        Assert.That(Invocation.Of(["train", "--resume", run, "--steps", "3"]).ExitCode, Is.Zero);
        string last = Path.Combine(run, "checkpoints", "step-00000003.safetensors");
        File.WriteAllBytes(last, File.ReadAllBytes(last)[..1000]);
        Expect(Failure, ["train", "--resume", run, "--steps", "4"], last, $"--resume {Checkpoint}");
        Assert.That(Invocation.Of(["train", "--resume", Checkpoint, "--steps", "4"]).ExitCode, Is.Zero);
    }

    [TestCase("steps")]
    [TestCase("data.batch")]
    [TestCase("noise.position")]
    public void ACounterThatIsNoSingleNumber(string counter)
    {
        MakeRun();
        RewriteCheckpoint((name, state) => name == counter ? [1L, 2L] : null);
        Expect(Failure, ["train", "--resume", _folder["run"], "--steps", "4"], Checkpoint, counter, "one number");
    }

    [Test]
    public void MetadataThatPromisesLargerNetworksThanTheFileHolds()
    {
        MakeRun();
        StateDict state = StateDict.Load(Checkpoint);
        state.Save(Checkpoint, new Dictionary<string, string>(state.Metadata) { ["features"] = "4000" });
        Expect(Failure, ["sample", _folder["run"], "--out", _folder["grid.png"]], Checkpoint);
    }

    [Test]
    public void ALossThatIsNoNumberKeepsTheLastCheckpoint()
    {
        MakeRun();
        SpoilAndExpect("generator.main.0.weight");
    }

    /// <summary>The losses of the step that spoils the weights are still finite: the weights must be looked at.</summary>
    [Test]
    public void WeightsThatAreNoNumbersAreNoCheckpoint()
    {
        MakeRun();
        SpoilAndExpect("generator_optimizer.main.0.weight.exp_avg");
    }

    private string Checkpoint => Path.Combine(_folder["run"], "checkpoints", "step-00000002.safetensors");

    private void SpoilAndExpect(string entry)
    {
        RewriteCheckpoint<float>(
            (name, state) => name == entry ? [float.PositiveInfinity, .. state.Values<float>(name)[1..]] : null);
        byte[] before = File.ReadAllBytes(Checkpoint);
        Expect(
            Failure, ["train", "--resume", _folder["run"], "--steps", "9", "--checkpoint-every", "1"],
            "step 3", "finite", Checkpoint);
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(Checkpoint)!), Is.EqualTo(new[] { Checkpoint }));
        Assert.That(File.ReadAllBytes(Checkpoint), Is.EqualTo(before));
    }

    private void RewriteCheckpoint(Func<string, StateDict, long[]?> change) => RewriteCheckpoint<long>(change);

    /// <summary>
    /// Replaces entries of the run's checkpoint by what <paramref name="change"/> gives; null leaves one as it is.
    /// </summary>
    private void RewriteCheckpoint<T>(Func<string, StateDict, T[]?> change) where T : unmanaged
    {
        StateDict state = StateDict.Load(Checkpoint), changed = new();
        foreach (SafetensorsEntry entry in state)
        {
            T[]? numbers = change(entry.Name, state);
            Shape shape = numbers?.Length == entry.Shape.Product ? Shape.Create(entry.Shape.Span) : [numbers?.Length ?? 0];
            if (numbers is null) changed.Add(entry.Name, state.ToTensor(entry.Name));
            else changed.Add<T>(entry.Name, shape, numbers);
        }

        changed.Save(Checkpoint, state.Metadata);
    }

    private static string[] Train(params (string Option, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(Tiny);
        foreach ((string option, string value) in settings) all[option] = value;
        return ["train", .. all.SelectMany(setting => new[] { setting.Key, setting.Value })];
    }

    private string MakeRun()
    {
        Assert.That(Invocation.Of(Train(("--out", _folder["run"]))).ExitCode, Is.Zero);
        return _folder["run"];
    }

    private static void Expect(int exitCode, string[] arguments, params string[] words)
    {
        (int found, _, string error) = Invocation.Of(arguments);
        Assert.Multiple(() =>
        {
            Assert.That(found, Is.EqualTo(exitCode), error);
            Assert.That(error, Does.StartWith("adversa: "));
            foreach (string word in words) Assert.That(error, Does.Contain(word));
        });
    }
}
