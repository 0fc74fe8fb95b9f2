using System.Reflection;
using System.Runtime.Loader;
using Adversa.Kernels.Devices;

namespace Adversa.Tests.Devices;

[NonParallelizable]
internal sealed class DeviceListTests
{
    [Test]
    public void ThereIsOneDefaultForAllThreads()
    {
        const int Threads = 8;
        for (int round = 0; round < 10; round++)
        {
            // A copy of the library, in which nobody has asked for the default device yet.
            var library = new AssemblyLoadContext($"round {round}", isCollectible: true);
            Type list = library.LoadFromAssemblyPath(typeof(DeviceList).Assembly.Location).GetType(typeof(DeviceList).FullName!)!;
            MethodInfo get = list.GetProperty(nameof(DeviceList.Default))!.GetMethod!;
            using var start = new Barrier(Threads);
            var devices = new object?[Threads];
            Thread[] threads = [.. Enumerable.Range(0, Threads).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                devices[i] = get.Invoke(null, null);
            }))];
            foreach (Thread thread in threads) thread.Start();
            foreach (Thread thread in threads) thread.Join();
            Assert.That(devices, Has.All.Not.Null.And.All.SameAs(devices[0]));
            ((IDisposable)devices[0]!).Dispose();
            library.Unload();
        }
    }

    [Test]
    public void AnUnknownNameIsRefused() =>
        Assert.That(
            () => DeviceList.Open("abacus"),
            Throws.ArgumentException.With.Message.Contains("'abacus'").And.Message.Contains("cpu"));

    [Test]
    public void ADriverThatFailsHidesNothingElse()
    {
        var broken = new DeviceKind("broken", "broken", () => throw new DeviceException("no answer"), (_, _) => new CpuDevice());
        DeviceList.Kinds.Insert(0, broken);
        try
        {
            IReadOnlyList<DeviceEntry> entries = DeviceList.List();
            Assert.That(entries[0], Is.EqualTo(new DeviceEntry("broken", null, "no answer")));
            Assert.That(entries[1].Name, Is.EqualTo("cpu"));
        }
        finally
        {
            DeviceList.Kinds.Remove(broken);
        }
    }

    /// <summary>What is listed can be opened by its name, and is what the list says.</summary>
    [Test]
    public void WhatIsListedOpens()
    {
        IReadOnlyList<DeviceEntry> entries = DeviceList.List();
        Assert.That(entries[0].Name, Is.EqualTo("cpu"));
        foreach (DeviceEntry entry in entries)
        {
            Assert.That(entry.Facts is null, Is.EqualTo(entry.WhyNot is not null), entry.Name);
            if (entry.Facts is null) continue;
            using Device device = DeviceList.Open(entry.Name);
            Assert.That(device.Name, Is.EqualTo(entry.Name));
            if (device is GpuDevice gpu) Assert.That(gpu.HasFloat64, Is.EqualTo(entry.Facts.HasFloat64));
        }
    }
}
