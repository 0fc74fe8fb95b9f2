using System.Buffers.Binary;
using System.IO.Compression;
using Adversa.Gan.Data;
using static Adversa.Tests.Data.DataFixture;

namespace Adversa.Tests.Data;

internal sealed class IdxDataSetTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void ReadsImagesAndLabels([Values] bool compressed)
    {
        byte[] pixels = Pixels(3 * 4 * 5);
        string suffix = compressed ? ".gz" : "";
        _folder.Write("t10k-images-idx3-ubyte" + suffix, Pack(Idx(pixels, 3, 4, 5), compressed));
        _folder.Write("t10k-labels-idx1-ubyte" + suffix, Pack(Idx([2, 0, 1], 3), compressed));
        IdxDataSet set = IdxDataSet.Open(_folder.Path, 4, 5);
        Assert.That((set.Count, set.Channels, set.Height, set.Width, set.ClassCount), Is.EqualTo((3, 1, 4, 5, 3)));
        Assert.That(Enumerable.Range(0, 3).Select(set.Label), Is.EqualTo(new[] { 2, 0, 1 }));
        for (int i = 0; i < 3; i++)
            Assert.That(Read(set, i), Is.EqualTo(pixels.Skip(20 * i).Take(20).Select(b => b / 127.5f - 1)));
    }

    [Test]
    public void PrefersTheTrainingSplitAndNeedsNoLabels()
    {
        _folder.Write("t10k-images.idx3-ubyte", Idx(Pixels(4), 1, 2, 2));
        _folder.Write("train-images.idx3-ubyte", Idx(Pixels(8), 2, 2, 2));
        Assert.That(IdxDataSet.Open(_folder.Path, 2, 2).Count, Is.EqualTo(2));
        IdxDataSet test = IdxDataSet.Open(Path.Combine(_folder.Path, "t10k-images.idx3-ubyte"), 2, 2);
        Assert.That((test.Count, test.ClassCount), Is.EqualTo((1, 0)));
        Assert.That(() => test.Label(0), Throws.InvalidOperationException);
    }

    [Test]
    public void SlightlyLargerSizesGetABorderOfBackground()
    {
        byte[] pixels = Pixels(28 * 28);
        _folder.Write("train-images-idx3-ubyte", Idx(pixels, 1, 28, 28));
        float[] image = Read(IdxDataSet.Open(_folder.Path, 32, 32), 0);
        for (int y = 0; y < 32; y++)
        {
            for (int x = 0; x < 32; x++)
            {
                bool isInside = y is >= 2 and < 30 && x is >= 2 and < 30;
                float expected = isInside ? pixels[(y - 2) * 28 + x - 2] / 127.5f - 1 : -1;
                Assert.That(image[y * 32 + x], Is.EqualTo(expected));
            }
        }
    }

    [Test]
    public void OtherSizesAreResampledAndGreyIsRepeatedAsColour()
    {
        _folder.Write("train-images-idx3-ubyte", Idx([.. Enumerable.Repeat((byte)51, 64)], 1, 8, 8));
        IdxDataSet set = IdxDataSet.Open(_folder.Path, 4, 4, channels: 3);
        Assert.That(set.SampleLength, Is.EqualTo(48));
        Assert.That(Read(set, 0), Has.All.EqualTo(51 / 127.5f - 1));
    }

    [Test]
    public void EachErrorNamesFileFindingAndExpectation([Values] bool compressed)
    {
        byte[] good = Idx(Pixels(18), 2, 3, 3);
        Expect(good[..^1], "found 33 bytes, expected 34");
        Expect([.. good, 0], compressed ? "found more bytes, expected 34" : "found 35 bytes, expected 34");
        Expect(good[..9], "found 9 bytes, expected an IDX header of 16");
        Expect(Idx(Pixels(4), 4), "found magic number 00000801, expected 00000803");
        Expect([0, 0, 0x0D, 3, .. good[4..]], "found magic number 00000d03");
        Expect(Idx([], 0, 3, 3), "found dimensions 0x3x3");
        Expect(Idx([], 2, -3, 3), "found dimensions 2x-3x3");
        Expect(Idx([1, 2], int.MaxValue, int.MaxValue, int.MaxValue), "expected 9903520300447984150353281039");

        void Expect(byte[] content, string message)
        {
            string path = _folder.Write("train-images-idx3-ubyte", Pack(content, compressed));
            Assert.That(() => IdxDataSet.Open(_folder.Path, 3, 3),
                Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith(path + ": ").And.Message.Contains(message));
        }
    }

    [Test]
    public void LabelsMustMatchTheImages()
    {
        _folder.Write("train-images-idx3-ubyte", Idx(Pixels(8), 2, 2, 2));
        string labels = _folder.Write("train-labels-idx1-ubyte", Idx([1, 2, 3], 3));
        Assert.That(() => IdxDataSet.Open(_folder.Path, 2, 2),
            Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith($"{labels}: found 3 labels, expected 2"));
    }

    [Test]
    public void ExtremeDimensionsTakeNoMoreThanTheFileHolds()
    {
        string wide = _folder.Write("wide", Pack(Idx(new byte[70_000], 1, 1, 70_000), compressed: true));
        Assert.That(() => IdxDataSet.Open(wide, 8, 8),
            Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith(wide + ": found 70000x1 pixels, expected "));
        string tiny = _folder.Write("tiny", Pack(Idx(Pixels(100_000), 100_000, 1, 1), compressed: true));
        long before = GC.GetTotalAllocatedBytes();
        IdxDataSet set = IdxDataSet.Open(tiny, 128, 128);
        Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(4 << 20), "enlarged, all images take 1.6 GB");
        Assert.That(Read(set, 99_999), Has.All.EqualTo(Pixels(100_000)[99_999] / 127.5f - 1));
    }

    [Test]
    public void MissingFilesAreNamed()
    {
        Assert.That(() => IdxDataSet.Open(_folder.Path, 2, 2),
            Throws.InstanceOf<FileNotFoundException>().With.Message.StartsWith(_folder.Path + ": found no IDX images"));
        Assert.That(() => IdxDataSet.Open(_folder.Path + "/none", 2, 2),
            Throws.InstanceOf<FileNotFoundException>().With.Message.StartsWith(_folder.Path + "/none: found no such file"));
    }

    [Test]
    public void DamagedFilesNeverCrashOrAllocateMuch([Values] bool compressed)
    {
        byte[] good = Pack(Idx(Pixels(160), 10, 4, 4), compressed);
        string path = Path.Combine(_folder.Path, "train-images-idx3-ubyte");
        var random = new Random(12);
        for (int trial = 0; trial < 200; trial++)
        {
            byte[] damaged = trial % 3 == 0 ? good[..random.Next(good.Length)] : [.. good];
            if (trial % 3 > 0) damaged[random.Next(trial % 3 == 1 ? 16 : damaged.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, damaged);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                IdxDataSet.Open(path, 4, 4);
            }
            catch (InvalidDataException error)
            {
                Assert.That(error.Message, Does.StartWith(path));
            }

            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(2 << 20));
        }
    }

    private static byte[] Pixels(int count)
    {
        var pixels = new byte[count];
        new Random(count).NextBytes(pixels);
        return pixels;
    }

    private static byte[] Idx(byte[] data, params int[] dimensions)
    {
        var header = new byte[4 + 4 * dimensions.Length];
        header[2] = 8;
        header[3] = (byte)dimensions.Length;
        for (int i = 0; i < dimensions.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), dimensions[i]);
        return [.. header, .. data];
    }

    private static byte[] Pack(byte[] content, bool compressed)
    {
        if (!compressed) return content;
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return packed.ToArray();
    }
}
