using Adversa.Gan.Data;

namespace Adversa.Tests.Data;

internal sealed class SubsetDataSetTests
{
    private static readonly ShapesDataSet Whole = new(8, 8, count: 12, seed: 4);

    [Test]
    public void SampleIIsThatOfIndexI()
    {
        int[] indices = [11, 0, 5, 5];
        var subset = new SubsetDataSet(Whole, indices);
        Assert.That(subset.Count, Is.EqualTo(4));
        Assert.That(subset.ClassNames, Is.EqualTo(Whole.ClassNames));
        Assert.That((subset.Name, subset.Channels, subset.Height, subset.Width), Is.EqualTo(("shapes", 3, 8, 8)));
        for (int i = 0; i < indices.Length; i++)
        {
            Assert.That(Read(subset, i), Is.EqualTo(Read(Whole, indices[i])));
            Assert.That(subset.Label(i), Is.EqualTo(Whole.Label(indices[i])));
        }
    }

    [Test]
    public void WhatIsNotInTheSetIsRefused()
    {
        Assert.That(() => new SubsetDataSet(Whole, []), Throws.ArgumentException.With.Message.Contains("shapes"));
        Assert.That(() => new SubsetDataSet(Whole, [3, 12]), Throws.ArgumentException.With.Message.Contains("found 12"));
        Assert.That(() => new SubsetDataSet(Whole, [-1]), Throws.ArgumentException.With.Message.Contains("0 to 11"));
        Assert.That(() => new SubsetDataSet(Whole, [3]).Label(1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static float[] Read(DataSet set, int index)
    {
        var target = new float[set.SampleLength];
        set.Read(index, target);
        return target;
    }
}
