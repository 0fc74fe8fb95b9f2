using Adversa.Gan.Data.Images;

namespace Adversa.Tests.Data;

internal sealed class ImageTests
{
    [Test]
    public void AlphaIsCompositedOverTheBackground()
    {
        var image = new Image(3, 1, 2, [100, 255, 100, 0, 100, 51]);
        Assert.That(image.ToChannels(1).Pixels, Is.EqualTo(new byte[] { 100, 255, 224 }), "100·0.2 + 255·0.8 = 224");
        Assert.That(image.ToChannels(1, background: 0).Pixels, Is.EqualTo(new byte[] { 100, 0, 20 }));
        var colour = new Image(1, 1, 4, [10, 20, 30, 0]);
        Assert.That(colour.ToChannels(3, background: 7).Pixels, Is.EqualTo(new byte[] { 7, 7, 7 }));
    }

    [Test]
    public void GreyIsTheLumaAndColourRepeatsGrey()
    {
        var image = new Image(4, 1, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]);
        Assert.That(image.ToChannels(1).Pixels, Is.EqualTo(new byte[] { 76, 150, 29, 255 }));
        Assert.That(new Image(2, 1, 1, [9, 8]).ToChannels(3).Pixels, Is.EqualTo(new byte[] { 9, 9, 9, 8, 8, 8 }));
        Assert.That(image.ToChannels(3), Is.SameAs(image));
    }

    [Test]
    public void PixelsMustFitTheSize() =>
        Assert.That(() => new Image(2, 2, 3, new byte[11]), Throws.ArgumentException.With.Message.Contains("expected 12"));

    [Test]
    public void EveryByteSurvivesTheScale()
    {
        for (int value = 0; value < 256; value++)
        {
            float x = PixelScale.ToFloat((byte)value);
            Assert.That(x, Is.EqualTo(value / 127.5f - 1));
            Assert.That(PixelScale.ToByte(x), Is.EqualTo(value));
        }
    }

    [TestCase(-1f, 0)]
    [TestCase(1f, 255)]
    [TestCase(-7f, 0)]
    [TestCase(1.001f, 255)]
    [TestCase(float.NaN, 0)]
    [TestCase(float.PositiveInfinity, 255)]
    [TestCase(float.NegativeInfinity, 0)]
    [TestCase(0.25f, 159)]
    public void NumbersAreClampedAndRounded(float x, byte expected) => Assert.That(PixelScale.ToByte(x), Is.EqualTo(expected));
}
