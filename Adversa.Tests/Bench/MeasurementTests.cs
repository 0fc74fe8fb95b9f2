using Adversa.Bench.Suite;

namespace Adversa.Tests.Bench;

/// <summary>What the suite reads of what a process prints.</summary>
internal sealed class MeasurementTests
{
    private const string Line = """{"median_ms": 12.5, "peak_mb": 300, "step_ms": [12, 13], "parameters": 7, "version": "P 1"}""";

    [TestCase(false, 12.5)]
    [TestCase(true, 1500)]
    public void IsTheMedianStepOrTheWholeProcess(bool isColdStart, double milliseconds)
    {
        Measurement measured = Measurement.Of(Printed($"a warning\n{Line}\n"), isColdStart);
        Assert.That(measured, Is.EqualTo(new Measurement(milliseconds, 300, 7, "P 1")));
    }

    [Test]
    public void PeersNeedNotKnowTheirParameters() => Assert.That(
        Measurement.Of(Printed("""{"median_ms": 1, "peak_mb": 2}"""), isColdStart: false), Is.EqualTo(new Measurement(1, 2)));

    [TestCase("done", "printed no JSON line")]
    [TestCase("{\"median_ms\": 1}", "printed a JSON line that is not a step's")]
    [TestCase("{", "printed a JSON line that is not a step's")]
    public void OtherOutputIsAnError(string output, string message) => Assert.That(
        () => Measurement.Of(Printed(output), isColdStart: false),
        Throws.TypeOf<InvalidDataException>().With.Message.Contains(message));

    private static ChildResult Printed(string output) => new(0, output, "", TimeSpan.FromSeconds(1.5));
}
