using Adversa.Gan.Training;

namespace Adversa.Tests.Gan;

/// <summary>Every recipe can be trained as it is, and says what it is.</summary>
public sealed class RecipeTests
{
    private static readonly string[] Promised =
    [
        "acgan", "cgan", "dcgan", "dragan", "gaussians-25", "gaussians-8", "lsgan", "projection", "r1", "sagan", "sngan-hinge",
        "wgan", "wgan-gp",
    ];

    private static IReadOnlyList<string> Names => Recipes.Names;

    [Test]
    public void TheRecipesAreThere() => Assert.That(Names, Is.EqualTo(Promised));

    [TestCaseSource(nameof(Names))]
    public void OpensAndValidates(string name) => Assert.That(Recipes.Open(name).Validate, Throws.Nothing);

    /// <summary>Comments at the top cite the paper, with its year; the description is one line of a list.</summary>
    [TestCaseSource(nameof(Names))]
    public void SaysWhatItIs(string name)
    {
        string[] lines = Recipes.Read(name).Split('\n');
        string comment = string.Concat(lines.TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal)));
        Assert.That(comment, Does.Match(", 20[12][0-9]"));
        Assert.That(Recipes.Open(name).Description, Is.Not.Null.And.Length.InRange(20, 80).And.Not.Contain("\n"));
    }

    /// <summary>What a recipe means does not change with the defaults.</summary>
    [TestCaseSource(nameof(Names))]
    public void NamesWhatMatters(string name)
    {
        SettingsLayer recipe = TrainingOptionsFile.Parse(Recipes.Read(name), name);
        string[] matters =
        [
            "data", "size", "model", "features", "latent", "normalization", "loss", "batch", "steps", "optimizer",
            "learning-rate", "beta2",
        ];
        Assert.That(recipe.Settings.Select(setting => setting.Name), Is.SupersetOf(matters));
    }

    [Test]
    public void TheWeightClippingOfThePaper()
    {
        TrainingOptions wgan = Recipes.Open("wgan");
        Assert.That(
            wgan,
            Is.EqualTo(new TrainingOptions
            {
                Recipe = "wgan",
                Description = wgan.Description,
                Loss = "wasserstein",
                WeightClip = 0.01,
                DiscriminatorSteps = 5,
                Optimizer = OptimizerKind.RmsProp,
                LearningRate = 5e-5,
                Beta2 = 0.99,
            }));
    }

    [Test]
    public void AFileIsARecipe()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["mine.json"], "{ \"description\": \"mine\", \"steps\": 3 }");
        Assert.That(
            Recipes.Open(folder["mine.json"]),
            Is.EqualTo(new TrainingOptions { Recipe = "mine", Description = "mine", Steps = 3 }));
    }

    [Test]
    public void AnUnknownRecipeNamesTheOthers()
    {
        string names = string.Join(", ", Promised);
        Assert.That(
            () => Recipes.Open("vae"),
            Throws.ArgumentException.With.Message.EqualTo(
                $"recipe: found 'vae', expected one of {names} or the path of a JSON file."));
        Assert.That(
            () => Recipes.Read("vae"), Throws.ArgumentException.With.Message.EqualTo(
                $"recipe: found 'vae', expected one of {names}."));
    }
}
