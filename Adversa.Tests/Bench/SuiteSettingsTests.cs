using Adversa.Bench.Suite;

namespace Adversa.Tests.Bench;

/// <summary>What the suite takes on, and when it has had enough.</summary>
internal sealed class SuiteSettingsTests
{
    private static readonly SuiteSettings Settings =
        new("suite", Quick: true, Rounds: 3, Filter: "", Threads: 2, Devices: [], null, null, null, Output: "out");

    [TestCase(59, 1, false)]
    [TestCase(61, 1, true)]
    [TestCase(79, 2, false)]
    [TestCase(81, 2, true)]
    public void AQuickRunBeginsNoRoundThatItCannotEndInTwoMinutes(int seconds, int rounds, bool isUp)
    {
        Assert.That(Settings.IsTimeUp(TimeSpan.FromSeconds(seconds), rounds), Is.EqualTo(isUp));
        Assert.That((Settings with { Quick = false }).IsTimeUp(TimeSpan.FromSeconds(seconds), rounds), Is.False);
    }

    [TestCase("SNGAN", 1, false)]
    [TestCase("operations", 0, true)]
    [TestCase("", 8, true)]
    public void TheFilterIsAPartOfAName(string filter, int workloads, bool hasOperations)
    {
        SuiteSettings filtered = Settings with { Filter = filter };
        filtered.Validate();
        Assert.That(filtered.Workloads, Has.Count.EqualTo(workloads));
        Assert.That(filtered.HasOperations, Is.EqualTo(hasOperations));
    }

    [Test]
    public void RefusesWhatCannotBeMeasured() => Assert.Multiple(() =>
    {
        Refuses(Settings with { Rounds = 0 }, "rounds: found 0, expected at least 1.");
        Refuses(Settings with { Threads = 0 }, "threads: found 0, expected at least 1.");
        Refuses(Settings with { Filter = "vae" }, "filter: no workload contains 'vae'; there is dcgan 64x64x3; ");

        static void Refuses(SuiteSettings settings, string message) =>
            Assert.That(settings.Validate, Throws.ArgumentException.With.Message.StartsWith(message));
    });
}
