using Adversa.Kernels;
using Adversa.Tensors.Serialization;
using Adversa.Tests.Fixtures;

namespace Adversa.Tests.Serialization;

/// <summary>Files that another program wrote.</summary>
internal sealed class SafetensorsFixtureTests
{
    [TestCase(Fixture.DcganLosses)]
    [TestCase(Fixture.DcganStateDict)]
    public void WrittenAgainToTheSameBytes(string name)
    {
        using var folder = new TemporaryFolder();
        SafetensorsFile file = Fixture.Read(name);
        SafetensorsFile.Write(folder[name], file.Entries, file.Metadata);
        Assert.That(File.ReadAllBytes(folder[name]).AsSpan().SequenceEqual(File.ReadAllBytes(Fixture.PathOf(name))));
    }

    [Test]
    public void StateDictionaryHasPyTorchsNamesAndShapes()
    {
        SafetensorsFile file = Fixture.Read(Fixture.DcganStateDict);
        Assert.That(file["generator.main.0.weight"].Shape, Is.EqualTo(new Axes(16, 32, 4, 4)));
        Assert.That(file["discriminator.main.0.weight"].Shape, Is.EqualTo(new Axes(8, 3, 4, 4)));

        // 20 steps: the generator runs once in each, the discriminator three times.
        Assert.That(file.Values<long>("generator.main.1.num_batches_tracked").ToArray(), Is.EqualTo(new[] { 20L }));
        Assert.That(file.Values<long>("discriminator.main.3.num_batches_tracked").ToArray(), Is.EqualTo(new[] { 60L }));
        Assert.That(file.Values<float>("output.images").ToArray(), Has.All.InRange(-1f, 1f));
    }
}
