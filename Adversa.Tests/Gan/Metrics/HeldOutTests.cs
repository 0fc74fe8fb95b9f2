using Adversa.Gan.Data;
using Adversa.Gan.Metrics;

namespace Adversa.Tests.Gan.Metrics;

public sealed class HeldOutTests
{
    [Test]
    public void OneOfEveryTenConsecutiveImagesIsHeldOut()
    {
        int[] heldOut = [.. Enumerable.Range(0, 1000).Where(HeldOut.Contains)];
        Assert.That(heldOut.Select(index => index / 10), Is.EqualTo(Enumerable.Range(0, 100)));
        Assert.That(heldOut[..12], Is.EqualTo(new[] { 0, 11, 22, 33, 44, 55, 66, 77, 88, 99, 100, 111 }));
    }

    /// <summary>With every tenth image, the tenth class would be held out as a whole.</summary>
    [Test]
    public void ClassesInTurnAreSplitEvenly([Values(2, 5, 10)] int classes)
    {
        int[] counts = new int[classes];
        foreach (int index in Enumerable.Range(0, 1000).Where(HeldOut.Contains)) counts[index % classes]++;
        Assert.That(counts, Is.All.EqualTo(100 / classes));
    }

    [Test]
    public void EveryImageIsInOnePart()
    {
        var data = new LabelledImages(57, 57) { LabelAt = index => index };
        (DataSet training, DataSet heldOut) = HeldOut.Split(data);
        int[] trained = Labels(training), held = Labels(heldOut);
        Assert.That(held, Is.All.Matches<int>(HeldOut.Contains));
        Assert.That(trained.Concat(held), Is.EquivalentTo(Enumerable.Range(0, 57)));
        Assert.That(() => HeldOut.Split(new LabelledImages(1, 1)), Throws.ArgumentException);

        static int[] Labels(DataSet part) => [.. Enumerable.Range(0, part.Count).Select(part.Label)];
    }
}
