using Adversa.Gan.Data;
using Adversa.Gan.Data.Images;

namespace Adversa.Gan.Reports;

/// <summary>
/// A square picture in the making, in colours of full precision, so that many translucent layers do not round away. Pixel
/// (x, y) covers [x, x + 1)·[y, y + 1), rows from the top.
/// </summary>
internal sealed class Canvas
{
    private readonly Colour[] _pixels;

    public Canvas(int size, Colour paper)
    {
        Size = size;
        _pixels = new Colour[size * size];
        Array.Fill(_pixels, paper);
    }

    /// <summary>Pixels along each side.</summary>
    public int Size { get; }

    /// <summary>Lays a colour over columns left … right − 1 of rows top … bottom − 1.</summary>
    public void FillRectangle(int left, int top, int right, int bottom, Colour colour)
    {
        for (int y = top; y < bottom; y++) _pixels.AsSpan(y * Size + left, right - left).Fill(colour);
    }

    /// <summary>
    /// Blends a round dot over the pixels. It covers the share of a pixel by which the pixel's centre lies inside the outline,
    /// from half a pixel outside (none) to half a pixel inside (all).
    /// </summary>
    public void BlendDot(float centreX, float centreY, float radius, Colour colour, float opacity)
    {
        int left = Math.Max(0, (int)(centreX - radius - 1));
        int right = Math.Min(Size - 1, (int)(centreX + radius + 1));
        int top = Math.Max(0, (int)(centreY - radius - 1));
        int bottom = Math.Min(Size - 1, (int)(centreY + radius + 1));
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                float dx = x + 0.5f - centreX;
                float dy = y + 0.5f - centreY;
                float coverage = Math.Clamp(radius + 0.5f - MathF.Sqrt(dx * dx + dy * dy), 0f, 1f);
                ref Colour pixel = ref _pixels[y * Size + x];
                pixel = Colour.Mix(pixel, colour, opacity * coverage);
            }
        }
    }

    /// <summary>The picture in RGB.</summary>
    public Image ToImage()
    {
        var image = new Image(Size, Size, channels: 3);
        for (int i = 0; i < _pixels.Length; i++)
        {
            image.Pixels[3 * i] = ToByte(_pixels[i].Red);
            image.Pixels[3 * i + 1] = ToByte(_pixels[i].Green);
            image.Pixels[3 * i + 2] = ToByte(_pixels[i].Blue);
        }

        return image;
    }

    private static byte ToByte(float component) => PixelScale.ToByte(2 * component - 1);
}
