using System.Buffers.Binary;
using Adversa.Gan.Data.Images;

namespace Adversa.Tests.Data;

/// <summary>Bad files: each gives one InvalidDataException, at once and without large allocations.</summary>
internal sealed class DamagedPngTests
{
    private static PngFixture Good => PngFixture.Random(6, 5, 2, 8, new Random(8));

    [Test]
    public void SaysWhatTheFileIs()
    {
        Assert.That(Refusal([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4]), Does.Contain("a JPEG image").And.Contain("PNG"));
        Assert.That(Refusal([]), Does.Contain("an empty file"));
        Assert.That(Refusal("hello"u8.ToArray()), Does.Contain("68656C6C6F"));
        Assert.That(Refusal(Good.Encode()[..8]), Does.Contain("truncated"));
    }

    [Test]
    public void EveryTruncationIsFound()
    {
        byte[] file = Good.Encode();
        for (int length = 0; length < file.Length; length++) Refusal(file[..length]);
    }

    [Test]
    public void EveryFlippedByteIsFound()
    {
        byte[] file = Good.Encode();
        for (int i = 0; i < file.Length; i++)
        {
            byte[] damaged = [.. file];
            damaged[i] ^= 0x41;
            Refusal(damaged);
        }
    }

    [Test]
    public void RandomImageDataUnderValidChecksumsNeverCrashes()
    {
        var random = new Random(99);
        int refused = 0;
        for (int trial = 0; trial < 600; trial++)
        {
            (int type, int depth) = new[] { (0, 1), (2, 8), (3, 4), (6, 16) }[trial % 4];
            PngFixture fixture = PngFixture.Random(9, 7, type, depth, random) with { Interlaced = trial % 3 == 0 };
            byte[] file = fixture.Encode();
            int idat = file.AsSpan().IndexOf("IDAT"u8);
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(idat - 4));
            byte[] data = file[(idat + 4)..(idat + 4 + length)];
            for (int flips = 0; flips < 3; flips++) data[random.Next(data.Length)] = (byte)random.Next(256);
            if (!IsReadOrRefused(fixture.Assemble(data))) refused++;
        }

        Assert.That(refused, Is.GreaterThan(300), "the checksum of the image data finds most");
    }

    [Test]
    public void RandomHeadersUnderValidChecksumsNeverCrash()
    {
        var random = new Random(5);
        for (int trial = 0; trial < 800; trial++)
        {
            byte[] file = Good.Encode();
            Span<byte> chunk = file.AsSpan(12, 17);
            int values = trial % 2 == 0 ? 17 : 256;
            for (int flips = 0; flips < 1 + trial % 3; flips++) chunk[4 + random.Next(13)] = (byte)random.Next(values);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(29), PngFixture.Crc(chunk));
            long before = GC.GetAllocatedBytesForCurrentThread();
            IsReadOrRefused(file);
            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 << 20), "whatever the header claims");
        }
    }

    [Test]
    public void ImplausibleSizeIsRefusedBeforeAllocation()
    {
        PngFixture bomb = new(16000, 16000, 6, 16, []);
        byte[] file = bomb.Assemble(PngFixture.Compress(new byte[100]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Refusal(file);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
        Assert.That(message, Does.Contain("16000x16000"));
        Assert.That(Refusal((bomb with { Width = int.MaxValue, Height = int.MaxValue }).Assemble([])), Does.Contain("at most"));
    }

    [Test]
    public void ContentThatContradictsItselfIsRefused()
    {
        PngFixture good = Good;
        byte[] rows = new byte[5 * 19];
        Assert.That(Refusal(good.Assemble(PngFixture.Compress(rows[1..]))), Does.Contain("row 4"), "too short");
        Assert.That(Refusal(good.Assemble(PngFixture.Compress([.. rows, 0]))), Does.Contain("more image data"));
        Assert.That(Refusal(good.Assemble(PngFixture.Compress([5, .. rows[1..]]))), Does.Contain("filter 5"));
        Assert.That(Refusal((good with { ColourType = 3 }).Assemble(PngFixture.Compress(rows))), Does.Contain("no palette"));
        Assert.That(Refusal((good with { Depth = 4 }).Assemble(PngFixture.Compress(rows))), Does.Contain("bit depth 4"));
        PngFixture indexed = new(2, 1, 3, 8, [0, 2]) { Palette = new byte[6] };
        Assert.That(Refusal(indexed.Encode()), Does.Contain("palette index 2"));
        Assert.That(Refusal((indexed with { Palette = new byte[7] }).Encode()), Does.Contain("7 bytes"));
        Assert.That(Refusal((indexed with { Transparency = new byte[3] }).Encode()), Does.Contain("3 transparency"));
        Assert.That(Refusal((good with { Transparency = new byte[2] }).Encode()), Does.Contain("transparency"));
    }

    [Test]
    public void TheMessageNamesTheFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("broken.png", Good.Encode()[..50]);
        Assert.That(() => Png.Read(path),
            Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith(path + ": found "));
        Assert.That(() => Png.Read(path + "x"),
            Throws.InstanceOf<FileNotFoundException>().With.Message.StartsWith(path + "x: found "));
    }

    private static string Refusal(byte[] file) => Assert.Throws<InvalidDataException>(() => Png.Read(file))!.Message;

    private static bool IsReadOrRefused(byte[] file)
    {
        try
        {
            Png.Read(file);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
