using System.Reflection;
using Adversa.Gan.Training;

namespace Adversa.Tests.Gan;

/// <summary>The list of settings follows from the properties of <see cref="TrainingOptions"/>, completely.</summary>
public sealed class SettingsTests
{
    private static readonly PropertyInfo[] Properties =
        typeof(TrainingOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    /// <summary>Numbers that any value is right for, or that the network family and the loss look at.</summary>
    private static readonly string[] WithoutRange =
        ["size", "channels", "features", "latent", "seed", "real-target", "fake-target", "generator-target"];

    [Test]
    public void EveryPropertyIsASettingInTheSameOrder() =>
        Assert.That(
            Settings.All.Select(setting => setting.Name.Replace("-", "")),
            Is.EqualTo(Properties.Select(property => property.Name.ToLowerInvariant())));

    [Test]
    public void EveryNumberHasARangeThatHoldsItsDefault()
    {
        foreach (Setting setting in Settings.All.Where(HasNumber))
        {
            string range = Declared(setting).Range;
            Assert.That(range, WithoutRange.Contains(setting.Name) ? Is.Empty : Is.Not.Empty, setting.Name);
            Assert.That(() => setting.RequireInRange(new TrainingOptions()), Throws.Nothing);
        }
    }

    [Test]
    public void OnlyNumbersHaveARange() =>
        Assert.That(Settings.All.Where(setting => !HasNumber(setting)).Select(setting => Declared(setting).Range), Is.All.Empty);

    [Test]
    public void EverySettingOfTheCommandLineStandsUnderAHeading()
    {
        Assert.That(Settings.All.First(setting => !setting.InFilesOnly).Heading, Is.Not.Empty);
        Assert.That(Settings.All.Select(setting => setting.Description), Is.All.Not.Empty);
    }

    [TestCase("optimizer", "adam, rmsprop, sgd")]
    [TestCase("normalization", "none, batch, layer, instance, spectral")]
    [TestCase("conditioning", "none, concatenation, auxiliary, projection")]
    [TestCase("minibatch-layer", "none, discrimination, standard-deviation")]
    [TestCase("schedule", "constant, linear, cosine, step")]
    public void ChoicesAreKebabCase(string name, string choices) =>
        Assert.That(string.Join(", ", Settings.Find(name)!.Choices), Is.EqualTo(choices));

    /// <summary>An enum without a converter in <see cref="OptionsJson"/> would be a number.</summary>
    [Test]
    public void NoChoiceIsANumber() =>
        Assert.That(Settings.All.SelectMany(setting => setting.Choices), Has.None.Matches<string>(text => char.IsDigit(text[0])));

    [TestCase("steps", "abc", "a whole number")]
    [TestCase("steps", "1.5", "a whole number")]
    [TestCase("steps", "99999999999", "a whole number")]
    [TestCase("steps", "none", "a whole number")]
    [TestCase("seed", "-1", "a whole number of at least 0")]
    [TestCase("beta1", "NaN", "a number")]
    [TestCase("beta1", "1e999", "a number")]
    [TestCase("beta1", "0,5", "a number")]
    [TestCase("real-target", "many", "a number or none")]
    [TestCase("attention", "yes", "true or false")]
    [TestCase("optimizer", "Adam", "one of adam, rmsprop, sgd")]
    [TestCase("optimizer", "0", "one of adam, rmsprop, sgd")]
    public void TextOfTheWrongKindIsRefused(string name, string text, string expected)
    {
        Setting setting = Settings.Find(name)!;
        var layer = new SettingsLayer();
        Assert.That(layer.TrySet(setting, text), Is.False);
        Assert.That(layer.Settings, Is.Empty);
        Assert.That(setting.Expected, Is.EqualTo(expected));
    }

    [Test]
    public void ALayerChangesWhatItNamesAndNothingElse()
    {
        TrainingOptions below = new() { Features = 8, RealTarget = 0.9, Beta1 = 0.25, Data = "photos" };
        var layer = new SettingsLayer();
        Assert.That(layer.TrySet(Settings.Find("optimizer")!, "rmsprop"), Is.True);
        Assert.That(layer.TrySet(Settings.Find("real-target")!, "none"), Is.True);
        Assert.That(layer.TrySet(Settings.Find("seed")!, "18446744073709551615"), Is.True);
        Assert.That(
            layer.Over(below),
            Is.EqualTo(below with { Optimizer = OptimizerKind.RmsProp, RealTarget = null, Seed = ulong.MaxValue }));
    }

    [Test]
    public void AnEmptyLayerChangesNothing() =>
        Assert.That(new SettingsLayer().Over(new TrainingOptions()), Is.EqualTo(new TrainingOptions()));

    [TestCase("", "a finite number", new[] { 0, -1e300 }, new[] { double.NaN, double.PositiveInfinity })]
    [TestCase("[1, )", "a finite number of at least 1", new[] { 1.0, 9 }, new[] { 0.99, double.PositiveInfinity, double.NaN })]
    [TestCase("(0, )", "a number above 0", new[] { 1e-300 }, new[] { 0, -1.0 })]
    [TestCase("(0, 1]", "a number in (0, 1]", new[] { 1e-9, 1 }, new[] { 0, 1.01 })]
    [TestCase("[0, 0.5)", "a number in [0, 0.5)", new[] { 0, 0.49 }, new[] { 0.5, -0.1 })]
    public void Intervals(string text, string description, double[] inside, double[] outside)
    {
        SettingInterval interval = SettingInterval.Parse(text);
        Assert.That(interval.Describe(isWhole: false), Is.EqualTo(description));
        Assert.That(inside.All(interval.Contains), Is.True);
        Assert.That(outside.Any(interval.Contains), Is.False);
    }

    [TestCase("[1, )", "at least 1")]
    [TestCase("[1, 1000]", "1 to 1000")]
    public void IntervalsOfWholeNumbers(string text, string description) =>
        Assert.That(SettingInterval.Parse(text).Describe(isWhole: true), Is.EqualTo(description));

    private static bool HasNumber(Setting setting) => setting.Kind is SettingKind.Number or SettingKind.WholeNumber;

    private static SettingAttribute Declared(Setting setting) =>
        Properties[Settings.All.ToList().IndexOf(setting)].GetCustomAttribute<SettingAttribute>()!;
}
