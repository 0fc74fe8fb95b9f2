using Adversa.Bench.Suite;

namespace Adversa.Tests.Bench;

/// <summary>A side is compared with Adversa on the CPU within each round.</summary>
internal sealed class SideReportTests
{
    private static readonly Measurement[] Reference = [new(100, 200, 7), new(400, 220, 7), new(50, 210, 7)];

    [Test]
    public void RatiosAreTakenWithinRounds()
    {
        Measurement[] peer = [new(200, 400, 7), new(1200, 400, 7), new(50, 300, 7)];
        SideReport report = SideReport.Of("peer", peer, Reference, failure: null);
        Assert.Multiple(() =>
        {
            Assert.That(report.Milliseconds, Is.EqualTo(new Spread(50, 200, 1200)));
            Assert.That(report.PeakMebibytes, Is.EqualTo(new Spread(300, 400, 400)));
            Assert.That(report.TimeRatio, Is.EqualTo(new Spread(1, 2, 3)), "not the ratio of the medians, which is 2 by 1");
            Assert.That(report.MemoryRatio, Is.EqualTo(new Spread(0.5, 0.55, 0.7)));
            Assert.That(report.Failure, Is.Null);
        });
    }

    [Test]
    public void TheReferenceHasNoRatio()
    {
        SideReport report = SideReport.Of("Adversa, cpu", Reference, Reference, failure: null);
        Assert.That(report, Has.Property("TimeRatio").Null.And.Property("MemoryRatio").Null);
        Assert.That(report.Milliseconds, Is.EqualTo(new Spread(50, 100, 400)));
    }

    [Test]
    public void WhatAProcessDidNotSayIsLeftOut()
    {
        SideReport report = SideReport.Of("file", [new(50, null), new(200, null), new(25, null)], Reference, failure: null);
        Assert.That(report, Has.Property("PeakMebibytes").Null.And.Property("MemoryRatio").Null);
        Assert.That(report.TimeRatio, Is.EqualTo(new Spread(0.5, 0.5, 0.5)));
    }

    [Test]
    public void NetworksOfOtherSizesDoNotCount()
    {
        SideReport report = SideReport.Of("peer", [new(1, 1, 8), new(1, 1, 8), new(1, 1, 8)], Reference, failure: null);
        Assert.That(report.Failure, Is.EqualTo("its networks have 8 parameters, expected the 7 of Adversa, cpu"));
        Assert.That(report.TimeRatio, Is.Null);
    }

    [Test]
    public void WhatFailedHasNoNumbers()
    {
        SideReport report = SideReport.Of("peer", [new(1, 1, 7)], Reference, failure: "out of memory");
        Assert.That(report.Failure, Is.EqualTo("out of memory"));
        Assert.That(report, Has.Property("Milliseconds").Null.And.Property("TimeRatio").Null);
    }

    [Test]
    public void WithoutAReferenceThereAreTimesAlone()
    {
        SideReport report = SideReport.Of("peer", [new(3, 1, 7)], reference: [], failure: null);
        Assert.That(report.Milliseconds, Is.EqualTo(new Spread(3, 3, 3)));
        Assert.That(report.TimeRatio, Is.Null);
    }
}
