using System.Text.Json;
using Adversa.Cli.Display;
using Adversa.Gan.Metrics;

namespace Adversa.Tests.Cli;

public sealed class ClassReportTests
{
    private static readonly ClassifierDescription Classifier = new(1, 28, ["ant", "bee", "caterpillar"], "insects")
    {
        HeldOutAccuracy = 0.985,
    };

    [Test]
    public void AConditionalRunHasAllColumns()
    {
        var report = new ClassReport(
            "runs/insects", "insects.safetensors", Classifier, ClassHistogram.Of(3, [0, 0, 1, 0, 0], [0, 0, 1, 1, 0]));
        Assert.That(report.ToTable().ReplaceLineEndings("\n"), Is.EqualTo(
            """
            run         runs/insects
            classifier  insects.safetensors, 98.5 % right on the images of insects that it was not trained on

            class         read as     share   asked for   agreement
            ant                 4    80.0 %           3     100.0 %
            bee                 1    20.0 %           2      50.0 %
            caterpillar         0     0.0 %           0           -
            all                 5   100.0 %           5      80.0 %
            """));
        JsonElement json = JsonDocument.Parse(report.ToJson()).RootElement;
        JsonElement bee = json.GetProperty("classes")[1];
        Assert.Multiple(() =>
        {
            Assert.That(json.GetProperty("run").GetString(), Is.EqualTo("runs/insects"));
            Assert.That(json.GetProperty("agreement").GetDouble(), Is.EqualTo(0.8));
            Assert.That(bee.GetProperty("name").GetString(), Is.EqualTo("bee"));
            Assert.That(bee.GetProperty("count").GetInt32(), Is.EqualTo(1));
            Assert.That(bee.GetProperty("asked").GetInt32(), Is.EqualTo(2));
            Assert.That(bee.GetProperty("agreement").GetDouble(), Is.EqualTo(0.5));
            Assert.That(json.GetProperty("classes")[2].TryGetProperty("agreement", out _), Is.False);
        });
    }

    [Test]
    public void ARunThatKnowsNoClassesHasTheirCountsAlone()
    {
        var report = new ClassReport("run", "c.safetensors", Classifier, ClassHistogram.Of(3, [0, 2, 2]));
        Assert.That(report.ToTable().ReplaceLineEndings("\n"), Does.EndWith(
            """

            class         read as     share
            ant                 1    33.3 %
            bee                 0     0.0 %
            caterpillar         2    66.7 %
            all                 3   100.0 %
            """));
        JsonElement json = JsonDocument.Parse(report.ToJson()).RootElement;
        Assert.That(json.TryGetProperty("agreement", out _), Is.False);
        Assert.That(json.GetProperty("classes")[0].TryGetProperty("asked", out _), Is.False);
    }
}
