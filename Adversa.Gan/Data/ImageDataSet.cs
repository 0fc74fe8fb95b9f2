namespace Adversa.Gan.Data;

/// <summary>A set of grey or RGB images, whose numbers lie in [−1, 1]: byte b becomes b / 127.5 − 1.</summary>
public abstract class ImageDataSet : DataSet
{
    /// <summary>The largest number of numbers in one image.</summary>
    private const long MaximumImageLength = 1L << 28;

    /// <summary>Starts a set of images of one form.</summary>
    /// <exception cref="ArgumentException">Channels other than 1 or 3, or a size below 1 or absurdly large.</exception>
    protected ImageDataSet(string name, int channels, int height, int width) : base(name, channels, height, width) =>
        CheckForm(name, channels, height, width);

    /// <summary>Returns if images may have this form.</summary>
    /// <exception cref="ArgumentException">They may not.</exception>
    private protected static void CheckForm(string name, int channels, int height, int width)
    {
        if (channels is not (1 or 3))
            throw new ArgumentException($"{name}: found {channels} channels, expected 1 (grey) or 3 (RGB)");
        if (height < 1 || width < 1 || (Int128)channels * height * width > MaximumImageLength)
            throw new ArgumentException(
                $"{name}: found image size {height}x{width}, expected at least 1x1 and at most 2^28 numbers");
    }
}
