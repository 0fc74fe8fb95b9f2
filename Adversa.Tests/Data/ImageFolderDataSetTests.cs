using Adversa.Gan.Data;
using Adversa.Gan.Data.Images;
using static Adversa.Tests.Data.DataFixture;

namespace Adversa.Tests.Data;

internal sealed class ImageFolderDataSetTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void ImmediateSubfoldersAreClassesInOrdinalOrder()
    {
        _folder.Write("b/2.png", Plain(20));
        _folder.Write("b/1.PNG", Plain(10));
        _folder.Write("B/1.png", Plain(30));
        _folder.Write("b/notes.txt", [1, 2, 3]);
        ImageFolderDataSet set = ImageFolderDataSet.Open(_folder.Path, 2, 2);
        Assert.That(set.ClassNames, Is.EqualTo(new[] { "B", "b" }));
        Assert.That(Enumerable.Range(0, set.Count).Select(set.Label), Is.EqualTo(new[] { 0, 1, 1 }));
        Assert.That(
            Enumerable.Range(0, set.Count).Select(i => PixelScale.ToByte(Read(set, i)[0])), Is.EqualTo(new[] { 30, 10, 20 }));
        Assert.That(set.SkippedReport(), Is.Null);
    }

    [Test]
    public void FilesElsewhereMeanNoClasses([Values("x.png", "a/b/x.png")] string elsewhere)
    {
        _folder.Write("a/1.png", Plain(1));
        _folder.Write(elsewhere, Plain(2));
        ImageFolderDataSet set = ImageFolderDataSet.Open(_folder.Path, 2, 2);
        Assert.That((set.Count, set.ClassCount), Is.EqualTo((2, 0)));
    }

    [Test]
    public void OnlyReadableFilesMakeClasses()
    {
        _folder.Write("a/1.png", Plain(1));
        _folder.Write("b/1.png", Plain(2)[..40]);
        _folder.Write("c/1.png", Plain(3));
        _folder.Write("top.png", Plain(4)[..40]);
        ImageFolderDataSet set = ImageFolderDataSet.Open(_folder.Path, 2, 2);
        Assert.That(set.ClassNames, Is.EqualTo(new[] { "a", "c" }));
        Assert.That(Enumerable.Range(0, set.Count).Select(set.Label), Is.EqualTo(new[] { 0, 1 }));
    }

    [Test]
    public void BrokenImagesAreNamedSkippedAndCounted()
    {
        _folder.Write("1.png", Plain(1));
        string truncated = _folder.Write("2.png", Plain(2)[..40]);
        _folder.Write("3.png", Plain(3));
        string jpeg = _folder.Write("4.jpg", [0xFF, 0xD8, 0xFF, 0xE0]);
        ImageFolderDataSet set = ImageFolderDataSet.Open(_folder.Path, 2, 2);
        Assert.That(set.Count, Is.EqualTo(2));
        Assert.That(set.Skipped.Select(file => file.Path), Is.EqualTo(new[] { truncated, jpeg }));
        Assert.That(set.Skipped[0].Reason, Does.Contain("truncated"));
        Assert.That(set.Skipped[1].Reason, Does.Contain("a JPEG image"));
        Assert.That(set.SkippedReport(lines: 1), Does.Contain("skipped 2 of 4").And.Contain(truncated).And.Contain("and 1 more"));
        Assert.That(PixelScale.ToByte(Read(set, 1)[0]), Is.EqualTo(3));
    }

    [Test]
    public void AbsurdSizesAreSkippedAndLongOnesRead()
    {
        _folder.Write("1.png", Plain(1));
        foreach ((string name, int width, int height) in new[] { ("2.png", 1, 150_000_000), ("3.png", 1 << 28, 1) })
            _folder.Write(name, new PngFixture(width, height, 6, 16, []).Assemble(PngFixture.Compress(new byte[1 << 20])));
        _folder.Write("4.png", Random(1, Image.MaximumSide, 1, seed: 4));
        _folder.Write("5.png", Random(Image.MaximumSide, 1, 1, seed: 5));
        long before = GC.GetTotalAllocatedBytes();
        ImageFolderDataSet set = ImageFolderDataSet.Open(_folder.Path, 32, 32);
        Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(16 << 20));
        Assert.That(set.Count, Is.EqualTo(3));
        Assert.That(set.Skipped.Select(file => file.Reason), Has.All.Contains("expected 1 to 65536 on each side"));
    }

    [Test]
    public void NothingToReadIsAClearError()
    {
        Assert.That(() => ImageFolderDataSet.Open(_folder.Path + "/none", 2, 2),
            Throws.InstanceOf<DirectoryNotFoundException>().With.Message.StartsWith(_folder.Path + "/none: found no"));
        Assert.That(() => ImageFolderDataSet.Open(_folder.Path, 2, 2),
            Throws.InstanceOf<FileNotFoundException>().With.Message.StartsWith(_folder.Path + ": found no images"));
        string jpeg = _folder.Write("4.jpg", [0xFF, 0xD8, 0xFF, 0xE0]);
        foreach (int? channels in new int?[] { null, 3 })
            Assert.That(() => ImageFolderDataSet.Open(_folder.Path, 2, 2, channels),
                Throws.InstanceOf<InvalidDataException>().With.Message.Contains("none that can be").And.Message.Contains(jpeg));
        Assert.That(() => ImageFolderDataSet.Open(_folder.Path, 2, 0, 3), Throws.ArgumentException);
        Assert.That(() => ImageFolderDataSet.Open(_folder.Path, 2, 2, 2), Throws.ArgumentException);
    }

    [Test]
    public void ChannelsAreAsFoundFirstOrAsAsked()
    {
        _folder.Write("1.png", Random(5, 4, 4, seed: 1));
        _folder.Write("2.png", Random(4, 4, 1, seed: 2));
        Assert.That(ImageFolderDataSet.Open(_folder.Path, 4, 4).Channels, Is.EqualTo(3));
        Assert.That(ImageFolderDataSet.Open(_folder.Path, 4, 4, channels: 1).Channels, Is.EqualTo(1));
    }

    [Test]
    public void ImagesArePlanarAndTheSameWithoutMemory([Values(1, 3)] int channels)
    {
        for (int i = 0; i < 7; i++) _folder.Write($"{i}.png", Random(9 + i, 12 - i, 1 + i % 4, seed: i));
        ImageFolderDataSet kept = ImageFolderDataSet.Open(_folder.Path, 6, 5, channels);
        ImageFolderDataSet some = ImageFolderDataSet.Open(_folder.Path, 6, 5, channels, memoryLimit: 3 * kept.SampleLength);
        for (int i = 0; i < kept.Count; i++)
        {
            Image image = Png.Read(Path.Combine(_folder.Path, $"{i}.png")).ToChannels(channels);
            image = Resampler.FitAndCrop(image, 5, 6);
            var planar = new float[kept.SampleLength];
            for (int c = 0; c < channels; c++)
                for (int p = 0; p < 30; p++) planar[c * 30 + p] = image.Pixels[p * channels + c] / 127.5f - 1;
            Assert.That(Read(kept, i), Is.EqualTo(planar));
            Assert.That(Read(some, i), Is.EqualTo(planar));
        }
    }

    [Test]
    public void AFileThatBreaksLaterIsNamed()
    {
        string path = _folder.Write("1.png", Plain(1));
        ImageFolderDataSet set = ImageFolderDataSet.Open(_folder.Path, 2, 2, memoryLimit: 0);
        File.WriteAllBytes(path, Plain(1)[..30]);
        Assert.That(() => Read(set, 0), Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith(path + ": "));
    }

    private static byte[] Plain(byte grey)
    {
        var image = new Image(2, 2, 1);
        image.Pixels.AsSpan().Fill(grey);
        return Encode(image);
    }

    private static byte[] Random(int width, int height, int channels, int seed)
    {
        var image = new Image(width, height, channels);
        new Random(seed).NextBytes(image.Pixels);
        return Encode(image);
    }
}
