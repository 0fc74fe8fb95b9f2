using Adversa.Bench.Operations;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Bench;

/// <summary>The devices that a run of benchmarks is asked for.</summary>
internal sealed class DeviceSelectionTests
{
    [Test]
    public void ADeviceThatIsNamedTwiceIsOpenedOnce()
    {
        using var devices = new DeviceSelection(" cpu, cpu ,", threads: 1);
        Assert.That(devices.Open.Select(device => device.Name), Is.EqualTo((string[])["cpu"]));
        Assert.That(devices.Absent, Is.Empty);
    }

    [Test]
    public void WithoutNamesThereIsEachDeviceOrTheReason()
    {
        using var devices = new DeviceSelection("", threads: 1);
        Assert.That(
            devices.Open.Select(device => device.Name).Concat(devices.Absent.Select(entry => entry.Name)),
            Is.EquivalentTo(DeviceList.List().Select(entry => entry.Name)));
    }

    [TestCase("")]
    [TestCase(":0")]
    public void WhatIsAbsentIsReportedWithItsReason(string number)
    {
        DeviceEntry? missing = DeviceList.List().FirstOrDefault(entry => entry.WhyNot is not null && !entry.Name.Contains(':'));
        if (missing is null) Assert.Ignore("This machine has a device of every kind.");
        using var devices = new DeviceSelection($"cpu,{missing.Name}{number}", threads: 1);
        Assert.That(devices.Absent, Is.EqualTo((DeviceEntry[])[missing with { Name = missing.Name + number }]));
        Assert.That(() => new DeviceSelection(missing.Name, 1), Throws.ArgumentException.With.Message.Contains(missing.WhyNot));
    }
}
