using Adversa.Gan.Training;

namespace Adversa.Tests.Cli;

/// <summary>Recipe, file of settings and options of the command line cover each other in this order.</summary>
[NonParallelizable]
public sealed class SettingsOnTheCommandLineTests
{
    private const int WrongUse = 2;

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void TheRunKeepsWhatAllLayersMake()
    {
        File.WriteAllText(_folder["tiny.json"], """
            { "size": 16, "features": 6, "latent": 8, "batch": 8, "steps": 1, "real-target": 0.9, "fake-target": 0.1 }
            """);
        Invocation train = Invocation.Of(
            "train", "--recipe", "lsgan", "--config", _folder["tiny.json"], "--out", _folder["run"],
            "--features", "4", "--real-target", "none", "--beta1=0.25");
        Assert.That(train.ExitCode, Is.Zero, train.Error);
        TrainingOptions lsgan = Recipes.Open("lsgan");
        Assert.That(
            TrainingOptionsFile.Read(Path.Combine(_folder["run"], "config.json")),
            Is.EqualTo(lsgan with
            {
                Channels = 3,
                Size = 16,
                Features = 4,
                Latent = 8,
                Batch = 8,
                Steps = 1,
                RealTarget = null,
                FakeTarget = 0.1,
                Beta1 = 0.25,
            }));
        Assert.That(lsgan.Description, Is.Not.Null);
    }

    /// <summary>Resuming takes the settings that may change, and refuses each of the others by its name.</summary>
    [Test]
    public void ResumingTakesOnlyWhatMayChange()
    {
        foreach (Setting setting in Settings.All.Where(setting => !setting.InFilesOnly && !setting.MayChange))
        {
            string option = $"--{setting.Name}";
            Refused(["train", "--resume", "run", option, setting.ValueIn(new TrainingOptions())], $"{option} cannot change");
        }

        foreach (string option in (string[])["--recipe", "--config", "--out"])
            Refused(["train", "--resume", "run", option, "dcgan"], "leave --out, --recipe and --config away");
        Refused(["train", "--resume", _folder["run"], "--steps", "3", "--threads", "1"], "found no config.json");
    }

    [TestCase("--steps", "abc", "--steps: found 'abc', expected a whole number.")]
    [TestCase("--optimizer", "rprop", "--optimizer: found 'rprop', expected one of adam, rmsprop, sgd.")]
    [TestCase("--attention", "maybe", "--attention: found 'maybe', expected true or false.")]
    [TestCase("--penalty", "wgan-gp", "penalty: found 'wgan-gp' with batch normalization")]
    [TestCase("--penalty-weight", "-1", "penalty-weight: found -1, expected a number above 0.")]
    [TestCase("--recipe", "vae", "recipe: found 'vae', expected one of acgan, ")]
    [TestCase("--description", "mine", "'--description' is no command or option")]
    public void WrongValues(string option, string value, string message) =>
        Refused(["train", option, value, "--out", _folder["run"]], message);

    [Test]
    public void ARecipeFileWithAMistakeIsNamed()
    {
        File.WriteAllText(_folder["mine.json"], "{\n  \"stpes\": 3\n}");
        Refused(["train", "--recipe", _folder["mine.json"]], $"{_folder["mine.json"]}, line 2: unknown setting 'stpes'");
    }

    /// <summary>A switch stands alone or with its value; what is refused behind it shows that it was taken.</summary>
    [TestCase("--attention")]
    [TestCase("--attention", "true")]
    [TestCase("--attention", "false")]
    public void ASwitchNeedsNoValue(params string[] given) =>
        Refused(["train", .. given, "--steps", "0"], "steps: found 0");

    [Test]
    public void HelpShowsEverySettingWithItsDefaultInAHundredColumns()
    {
        Invocation help = Invocation.Of("train", "--help");
        Assert.That(help.ExitCode, Is.Zero);
        string[] lines = help.Output.Split('\n');
        int first = Array.FindIndex(lines, line => line.StartsWith("Settings", StringComparison.Ordinal));
        string[] settings = [.. lines[first..].TakeWhile(line => line.Length > 0)];
        Assert.That(settings.Select(line => line.TrimEnd().Length), Is.All.AtMost(100));
        foreach (Setting setting in Settings.All.Where(setting => !setting.InFilesOnly))
        {
            string start = $"    --{setting.Name} {setting.ValueIn(new TrainingOptions())}  ";
            Assert.That(settings, Has.One.StartsWith(start), setting.Name);
        }

        Assert.That(help.Output, Does.Contain("none, discrimination,").And.Contain("  The optimizers"));
    }

    [Test]
    public void RecipesAreListedAndPrinted()
    {
        Invocation list = Invocation.Of("recipes");
        string[] lines = list.Output.TrimEnd().Split('\n');
        Assert.That(list.ExitCode, Is.Zero);
        Assert.That(lines.Select(line => line.Split(' ')[0]), Is.EqualTo(Recipes.Names));
        Assert.That(lines[0], Does.EndWith($"  {Recipes.Open(Recipes.Names[0]).Description}"));
        Assert.That(Invocation.Of("recipes", "wgan-gp").Output, Is.EqualTo(Recipes.Read("wgan-gp")));
        Refused(["recipes", "vae"], "recipe: found 'vae', expected one of acgan, ");
    }

    private static void Refused(string[] arguments, string message)
    {
        Invocation found = Invocation.Of(arguments);
        Assert.That(found.ExitCode, Is.EqualTo(WrongUse), found.Error);
        Assert.That(found.Error, Does.StartWith("adversa: ").And.Contain(message));
    }
}
