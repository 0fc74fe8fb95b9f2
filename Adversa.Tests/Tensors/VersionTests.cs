using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Tests.Tensors;

/// <summary>Which writes a tensor notices.</summary>
internal sealed class VersionTests
{
    [Test]
    public void ViewsNoticeEachOthersWrites()
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor x = Tensor.Ones([4, 6]);
        Tensor left = x.Slice(1, 0, 3), right = x.Slice(1, 3, 3);
        int before = right.Version;
        left.Fill(2);
        Assert.That((x.Version, left.Version, right.Version), Is.EqualTo((before + 1, before + 1, before + 1)));
    }

    [Test]
    public void PartsNoticeTheirOwnWritesAlone()
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor x = Tensor.Ones([20]);
        x.CountWritesByPart(0, 8, 16);
        Tensor[] views = [x, x.Slice(0, 0, 8), x.Slice(0, 9, 4).Reshape(2, 2), x.Slice(0, 16, 4), x.Slice(0, 4, 8)];

        // Which of the views a write to each of them concerns: all but the last lie in one part each, or in all.
        string[] noticed = ["01234", "014", "024", "03", "0124"];
        for (int written = 0; written < views.Length; written++)
        {
            int[] before = [.. views.Select(view => view.Version)];
            views[written].Fill(3);
            IEnumerable<int> changed = Enumerable.Range(0, views.Length).Where(i => views[i].Version != before[i]);
            Assert.That(string.Concat(changed), Is.EqualTo(noticed[written]), $"view {written}");
        }
    }

    [Test]
    public void PartsMustDivideAVector()
    {
        using TensorScope scope = TensorScope.Begin();
        Tensor x = Tensor.Zeros([8], DType.Float64);
        Assert.That(() => x.CountWritesByPart(), Throws.ArgumentException.With.Message.Contains("begin at 0"));
        Assert.That(() => x.CountWritesByPart(0, 4, 2), Throws.ArgumentException.With.Message.Contains("rise"));
        Assert.That(() => x.Slice(0, 1, 4).CountWritesByPart(0), Throws.ArgumentException.With.Message.Contains("float64 [4]"));
        Assert.That(() => x.Reshape(2, 4).CountWritesByPart(0), Throws.ArgumentException.With.Message.Contains("dense vector"));
    }
}
