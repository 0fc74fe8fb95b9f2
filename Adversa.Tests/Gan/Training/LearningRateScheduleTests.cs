using Adversa.Gan.Training;

namespace Adversa.Tests.Gan.Training;

internal sealed class LearningRateScheduleTests
{
    private static readonly TrainingOptions Options = new() { Steps = 10 };

    private static IEnumerable<TestCaseData> Schedules()
    {
        yield return Case("constant", Options, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        yield return Case("warm-up", Options with { WarmUp = 4 }, [0.25, 0.5, 0.75, 1, 1, 1, 1, 1, 1, 1]);
        yield return Case("linear", Options with { Schedule = ScheduleKind.Linear },
            [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]);
        yield return Case("linear from step 5", Options with { Schedule = ScheduleKind.Linear, DecayFrom = 5 },
            [1, 1, 1, 1, 1, 1, 0.8, 0.6, 0.4, 0.2]);
        yield return Case("cosine", Options with { Steps = 4, Schedule = ScheduleKind.Cosine },
            [1, (1 + Math.Sqrt(0.5)) / 2, 0.5, (1 - Math.Sqrt(0.5)) / 2]);
        yield return Case("step", Options with { Schedule = ScheduleKind.Step, DecayEvery = 3, DecayFactor = 0.1 },
            [1, 1, 1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.01, 0.001]);
        yield return Case("linear, warm", Options with { Steps = 4, Schedule = ScheduleKind.Linear, WarmUp = 2 },
            [0.5, 0.75, 0.5, 0.25]);

        static TestCaseData Case(string name, TrainingOptions options, double[] factors) =>
            new TestCaseData(options, factors).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Schedules))]
    public void FactorsAreThoseOfTheFormula(TrainingOptions options, double[] expected)
    {
        var schedule = new LearningRateSchedule(options);
        Assert.That(Enumerable.Range(0, options.Steps).Select(schedule.Factor), Is.EqualTo(expected).Within(1e-12));
    }
}
