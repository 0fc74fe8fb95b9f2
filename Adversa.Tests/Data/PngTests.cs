using System.Buffers.Binary;
using Adversa.Gan.Data.Images;

namespace Adversa.Tests.Data;

/// <summary>Good files: whatever PNG can store is read, and what is written can be read.</summary>
internal sealed class PngTests
{
    private static readonly (int Type, int Depth)[] Formats =
    [
        (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16),
        (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16), (6, 8), (6, 16),
    ];

    private static readonly (int Width, int Height)[] Sizes = [(1, 1), (5, 3), (8, 8), (13, 11), (1, 9), (70, 2)];

    [Test]
    public void ReadsEveryFormatAndFilter([ValueSource(nameof(Formats))] (int Type, int Depth) format, [Values] bool interlaced)
    {
        var random = new Random(17);
        foreach ((int width, int height) in Sizes)
        {
            PngFixture fixture = PngFixture.Random(width, height, format.Type, format.Depth, random) with
            {
                Interlaced = interlaced,
                FilterOfRow = _ => random.Next(5),
                IdatLength = 7,
            };
            Image image = Png.Read(fixture.Encode());
            Assert.That((image.Width, image.Height), Is.EqualTo((width, height)));
            Assert.That(image.Pixels, Is.EqualTo(Expected(fixture)), $"{width}x{height}");
        }
    }

    [Test]
    public void TransparentGreyBecomesAlpha([Values(1, 2, 4, 8, 16)] int depth)
    {
        PngFixture fixture = PngFixture.Random(9, 6, 0, depth, new Random(3));
        ushort key = fixture.Samples[4];
        fixture = fixture with { Transparency = [(byte)(key >> 8), (byte)key] };
        Image image = Png.Read(fixture.Encode());
        byte[] grey = Expected(fixture);
        Assert.That(image.Channels, Is.EqualTo(2));
        Assert.That(image.Pixels, Is.EqualTo(grey.SelectMany((g, i) => new[] { g, Alpha(fixture.Samples[i] == key) })));
    }

    [Test]
    public void TransparentColourBecomesAlpha([Values(8, 16)] int depth)
    {
        PngFixture fixture = PngFixture.Random(4, 5, 2, depth, new Random(4));
        fixture.Samples[9] = (ushort)(fixture.Samples[3] ^ 1);
        var key = new byte[6];
        for (int c = 0; c < 3; c++) BinaryPrimitives.WriteUInt16BigEndian(key.AsSpan(2 * c), fixture.Samples[3 + c]);
        fixture = fixture with { Transparency = key };
        Image image = Png.Read(fixture.Encode());
        byte[] rgb = Expected(fixture);
        Assert.That(image.Channels, Is.EqualTo(4));
        Assert.That(image.Pixels, Is.EqualTo(rgb.Chunk(3).SelectMany((pixel, i) => pixel.Append(Alpha(i == 1)))));
    }

    [Test]
    public void TransparentPaletteBecomesAlpha()
    {
        PngFixture fixture = PngFixture.Random(11, 4, 3, 2, new Random(5)) with { Transparency = [0, 90] };
        Image image = Png.Read(fixture.Encode());
        byte[] alphas = [0, 90, 255, 255];
        Assert.That(image.Channels, Is.EqualTo(4));
        Assert.That(image.Pixels, Is.EqualTo(
            Expected(fixture).Chunk(3).SelectMany((pixel, i) => pixel.Append(alphas[fixture.Samples[i]]))));
    }

    [Test]
    public void WhatIsWrittenReadsBack([Range(1, 4)] int channels)
    {
        var random = new Random(channels);
        foreach ((int width, int height) in Sizes)
        {
            var image = new Image(width, height, channels);
            random.NextBytes(image.Pixels);
            for (int y = 0; y < height / 2; y++) image.Row(y).Fill((byte)y);
            var file = new MemoryStream();
            Png.Write(file, image);
            Image back = Png.Read(file.ToArray());
            Assert.That((back.Width, back.Height, back.Channels), Is.EqualTo((width, height, channels)));
            Assert.That(back.Pixels, Is.EqualTo(image.Pixels));
        }
    }

    [Test]
    public void SmoothPicturesAreStoredInFewBytes()
    {
        var image = new Image(256, 256, 1);
        for (int y = 0; y < 256; y++)
            for (int x = 0; x < 256; x++) image.Row(y)[x] = (byte)(x + y);
        var file = new MemoryStream();
        Png.Write(file, image);
        Assert.That(file.Length, Is.LessThan(image.Pixels.Length / 50), "a ramp is constant once it is filtered");
    }

    [Test]
    public void CheckValueIsThatOfTheStandard()
    {
        Assert.That(Crc32.Of("1234"u8, "56789"u8), Is.EqualTo(0xCBF43926), "the check value of CRC-32/ISO-HDLC");
        var data = new byte[1000];
        new Random(1).NextBytes(data);
        for (int length = 0; length < 40; length++)
        {
            uint expected = PngFixture.Crc(data.AsSpan(0, 3 + length));
            Assert.That(Crc32.Of(data.AsSpan(0, 3), data.AsSpan(3, length)), Is.EqualTo(expected));
        }
    }

    private static byte Alpha(bool isTransparent) => isTransparent ? (byte)0 : (byte)255;

    /// <summary>8-bit samples without regard to transparency chunks: v·255 / maximum, rounded.</summary>
    private static byte[] Expected(PngFixture fixture) => fixture.Palette is { } palette
        ? [.. fixture.Samples.SelectMany(index => palette.Skip(3 * index).Take(3))]
        : [.. fixture.Samples.Select(value => (byte)Math.Round(value * 255.0 / ((1 << fixture.Depth) - 1)))];
}
