using System.Globalization;
using Adversa.Gan.Training;

namespace Adversa.Tests.Gan;

/// <summary>
/// Settings as JSON: what is written is read again, what is not named stays, and mistakes are named with their line.
/// </summary>
public sealed class TrainingOptionsFileTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    /// <summary>Every setting at a value that is not its default.</summary>
    [Test]
    public void WritesAndReadsEverySetting()
    {
        var defaults = new TrainingOptions();
        var layer = new SettingsLayer();
        foreach (Setting setting in Settings.All)
        {
            string text = setting.Kind switch
            {
                SettingKind.Text => "Möwen \"am\" Meer/λ\\",
                SettingKind.Switch => "true",
                SettingKind.WholeNumber => "7",
                SettingKind.Number => (1 / 3.0).ToString(CultureInfo.InvariantCulture),
                _ => setting.Choices.First(choice => choice != setting.ValueIn(defaults)),
            };
            Assert.That(layer.TrySet(setting, text), Is.True, setting.Name);
        }

        TrainingOptions options = layer.Over(defaults);
        foreach (Setting setting in Settings.All)
            Assert.That(setting.ValueIn(options), Is.Not.EqualTo(setting.ValueIn(defaults)), setting.Name);
        TrainingOptionsFile.Write(_folder["config.json"], options);
        Assert.That(TrainingOptionsFile.Read(_folder["config.json"]), Is.EqualTo(options));
        Assert.That(File.ReadAllText(_folder["config.json"]), Does.Contain("Möwen").And.Contain("\"learning-rate\": 0.333"));
    }

    [Test]
    public void WritesAndReadsTheDefaults()
    {
        TrainingOptionsFile.Write(_folder["config.json"], new TrainingOptions());
        Assert.That(TrainingOptionsFile.Read(_folder["config.json"]), Is.EqualTo(new TrainingOptions()));
    }

    /// <summary>What a file does not name is what the layer below says: the defaults, if there is none.</summary>
    [Test]
    public void WhatIsNotNamedStays()
    {
        string file = Write("""
            // the only change
            { "steps": 3, /* null leaves open */ "real-target": null, }
            """);
        Assert.That(TrainingOptionsFile.Read(file), Is.EqualTo(new TrainingOptions { Steps = 3 }));
        var below = new TrainingOptions { Steps = 9, Batch = 5, RealTarget = 0.9, Optimizer = OptimizerKind.Sgd };
        Assert.That(TrainingOptionsFile.Read(file, below), Is.EqualTo(below with { Steps = 3, RealTarget = null }));
        Assert.That(TrainingOptionsFile.Read(Write("{}"), below), Is.EqualTo(below));
    }

    [TestCase("{\n  \"sise\": 16\n}", "line 2: unknown setting 'sise', expected one of description, recipe, data, size, ")]
    [TestCase("{\n\n\"size\": \"16\" }", "line 3: found '16' for 'size', expected a whole number.")]
    [TestCase("{ \"size\": 16.5 }", "line 1: found 16.5 for 'size', expected a whole number.")]
    [TestCase("{ \"size\": [16] }", "line 1: found a list for 'size', expected a whole number.")]
    [TestCase("{ \"size\": null }", "line 1: found null for 'size', expected a whole number.")]
    [TestCase("{ \"beta1\": 1e999 }", "line 1: found 1e999 for 'beta1', expected a number.")]
    [TestCase("{ \"real-target\": {} }", "line 1: found an object for 'real-target', expected a number or none.")]
    [TestCase("{ \"data\": 3 }", "line 1: found 3 for 'data', expected a text.")]
    [TestCase("{ \"attention\": 1 }", "line 1: found 1 for 'attention', expected true or false.")]
    [TestCase("{\n\"optimizer\": \"rms-prop\" }", "line 2: found 'rms-prop' for 'optimizer', expected one of adam, rmsprop, ")]
    [TestCase("{ \"size\": 16,\n\"size\": 32 }", "line 2: found 'size' a second time, expected it once.")]
    [TestCase("[]", "line 1: found a list, expected an object.")]
    [TestCase("", "line 1: found no JSON object with settings")]
    [TestCase("size = 16", "line 1: found no JSON object with settings")]
    [TestCase("{ \"size\": 16\n  \"batch\": 8 }", "line 2: found no JSON object with settings")]
    [TestCase("{ \"size\": 16 ", "line 1: found no JSON object with settings")]
    [TestCase("{ }\n{ }", "line 2: found no JSON object with settings")]
    public void MistakesAreNamedWithFileAndLine(string json, string message)
    {
        string file = Write(json);
        Assert.That(
            () => TrainingOptionsFile.Read(file),
            Throws.TypeOf<InvalidDataException>().With.Message.StartsWith($"{file}, {message}"));
    }

    [Test]
    public void AFileThatIsNotThere() =>
        Assert.That(() => TrainingOptionsFile.Read(_folder["no.json"]), Throws.TypeOf<FileNotFoundException>());

    private string Write(string json)
    {
        File.WriteAllText(_folder["settings.json"], json);
        return _folder["settings.json"];
    }
}
