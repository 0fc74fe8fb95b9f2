using Adversa.Gan.Data.Images;
using Adversa.Tests.Fixtures;

namespace Adversa.Tests.Data;

/// <summary>Pictures of known colours come back from JPEG files; whatever cannot be read is one line.</summary>
public sealed class JpegTests
{
    private const int Width = 21, Height = 13;

    /// <summary>
    /// Quality 95 quantizes the coefficients of these smooth pictures by at most 10, so that a sample moves by no more than a
    /// few units; with half the chroma samples, the colours of neighbours differ by 8 and are averaged.
    /// </summary>
    [TestCase(Fixture.ColourJpeg, 3, 4)]
    [TestCase(Fixture.ProgressiveJpeg, 3, 12)]
    [TestCase(Fixture.GreyJpeg, 1, 4)]
    public void ColoursComeBack(string name, int channels, int tolerance)
    {
        NeedsLibrary();
        Image image = Jpeg.Read(File.ReadAllBytes(Fixture.PathOf(name)));
        Assert.That((image.Width, image.Height, image.Channels), Is.EqualTo((Width, Height, channels)));
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                int[] drawn = [40 + 8 * x, 200 - 9 * y, 60 + 4 * (x + y)];
                byte[] found = image.Pixels[((y * Width + x) * channels)..][..channels];
                for (int c = 0; c < channels; c++)
                    Assert.That((int)found[c], Is.EqualTo(drawn[c]).Within(tolerance), $"{x},{y},{c}");
            }
        }
    }

    [Test]
    public void EveryTruncationIsFound()
    {
        NeedsLibrary();
        byte[] file = File.ReadAllBytes(Fixture.PathOf(Fixture.ColourJpeg));
        for (int length = 0; length < file.Length; length++)
        {
            string complaint = Refusal(file[..length]);
            Assert.That(complaint.Split('\n'), Has.Length.EqualTo(1), $"{length} bytes");
        }
    }

    [Test]
    public void AbsurdSizesAreRefusedBeforeMemoryIsTaken()
    {
        NeedsLibrary();
        byte[] file = File.ReadAllBytes(Fixture.PathOf(Fixture.GreyJpeg));
        int frame = file.AsSpan().IndexOf((byte[])[0xFF, 0xC0]);
        foreach (int i in (int[])[5, 6, 7, 8]) file[frame + i] = 0x7F;
        Assert.That(Refusal(file), Does.Contain("32639x32639").And.Contain("expected"));
    }

    [Test]
    public void InksAreRefused()
    {
        NeedsLibrary();
        Assert.That(Refusal(File.ReadAllBytes(Fixture.PathOf(Fixture.CmykJpeg))), Does.Contain("CMYK"));
    }

    [Test]
    public void WithoutTheLibraryTheErrorSaysWhatToInstall() => Assert.That(() => Jpeg.RequireLibrary(isInstalled: false),
        Throws.InstanceOf<InvalidDataException>().With.Message.Contains("libturbojpeg0").And.Message.Contains("PNG"));

    [Test]
    public void OtherFormatsAreNamed() =>
        Assert.That(Refusal("GIF89a"u8.ToArray()), Is.EqualTo("found a GIF image, expected a JPEG image"));

    private static string Refusal(byte[] file) => Assert.Throws<InvalidDataException>(() => Jpeg.Read(file))!.Message;

    private static void NeedsLibrary()
    {
        if (!Jpeg.IsSupported) Assert.Ignore("libjpeg-turbo (Debian's libturbojpeg0) is not installed");
    }
}
