namespace Adversa.Gan.Data;

/// <summary>
/// A numbered set of images of one size, optionally with a class each. Every member may be used by several threads at once, and
/// image i is the same whenever and by whomever it is read.
/// </summary>
public abstract class ImageDataSet
{
    /// <summary>The largest number of numbers in one image.</summary>
    private const long MaximumImageLength = 1L << 28;

    /// <summary>Starts a set of images of one form.</summary>
    /// <exception cref="ArgumentException">Channels other than 1 or 3, or a size below 1 or absurdly large.</exception>
    protected ImageDataSet(string name, int channels, int height, int width)
    {
        CheckForm(name, channels, height, width);
        Name = name;
        Channels = channels;
        Height = height;
        Width = width;
    }

    /// <summary>Where the images come from, for messages and reports: a path or the name of a built-in set.</summary>
    public string Name { get; }

    /// <summary>How many images there are; at least 1.</summary>
    public abstract int Count { get; }

    /// <summary>1 for grey, 3 for RGB.</summary>
    public int Channels { get; }

    /// <summary>Rows of every image.</summary>
    public int Height { get; }

    /// <summary>Columns of every image.</summary>
    public int Width { get; }

    /// <summary>Numbers in one image: Channels·Height·Width.</summary>
    public int ImageLength => Channels * Height * Width;

    /// <summary>The classes' names in the order of the labels; empty if the images carry no labels.</summary>
    public abstract IReadOnlyList<string> ClassNames { get; }

    /// <summary>How many classes the labels tell apart; 0 if there are no labels.</summary>
    public int ClassCount => ClassNames.Count;

    /// <summary>The class of an image, 0 … ClassCount − 1.</summary>
    /// <exception cref="InvalidOperationException">The set has no labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public int Label(int index)
    {
        CheckIndex(index);
        if (ClassCount == 0) throw new InvalidOperationException($"{Name}: found no labels; ask ClassCount first");
        return LabelOf(index);
    }

    /// <summary>
    /// Writes image <paramref name="index"/> as [Channels, Height, Width] numbers in [−1, 1] (byte b becomes b / 127.5 − 1).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    /// <exception cref="ArgumentException">The target's length is not ImageLength.</exception>
    /// <exception cref="InvalidDataException">A file that was good when the set was opened has been changed since.</exception>
    public void Read(int index, Span<float> target)
    {
        CheckIndex(index);
        if (target.Length != ImageLength)
            throw new ArgumentException($"{Name}: found room for {target.Length} numbers, expected {ImageLength}");
        ReadImage(index, target);
    }

    /// <summary>The class of an image that exists, in a set with labels.</summary>
    protected abstract int LabelOf(int index);

    /// <summary>Writes an image that exists into a target of its length.</summary>
    protected abstract void ReadImage(int index, Span<float> target);

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

    private void CheckIndex(int index)
    {
        if ((uint)index >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"{Name}: expected an image from 0 to {Count - 1}");
    }
}
