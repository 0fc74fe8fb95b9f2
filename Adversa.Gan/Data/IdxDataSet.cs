using Adversa.Gan.Data.Images;

namespace Adversa.Gan.Data;

/// <summary>
/// Grey images in IDX files, as MNIST and its relatives (Fashion-MNIST, KMNIST, EMNIST) come: plain or gzip-compressed, with the
/// labels in a second file whose name has "labels" and "idx1" where the images' has "images" and "idx3". Everything is kept in
/// memory as it is stored, and brought to the asked size at each read.
/// </summary>
public sealed class IdxDataSet : ImageDataSet
{
    /// <summary>What files of images are usually called, for messages.</summary>
    internal const string ExampleName = "train-images-idx3-ubyte";

    /// <summary>Up to this many pixels on each side, a larger size is made by a border rather than by enlarging.</summary>
    private const int WidestBorder = 2;

    private readonly byte[] _pixels;
    private readonly int _storedHeight;
    private readonly int _storedWidth;
    private readonly byte[]? _labels;

    private IdxDataSet(string path, int[] dimensions, byte[] pixels, byte[]? labels, int channels, int height, int width)
        : base(path, channels, height, width)
    {
        _pixels = pixels;
        _labels = labels;
        Count = dimensions[0];
        _storedHeight = dimensions[1];
        _storedWidth = dimensions[2];
        ClassNames = labels is null ? [] : [.. Enumerable.Range(0, labels.Max() + 1).Select(label => label.ToString())];
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames { get; }

    /// <summary>
    /// Opens a folder or a single file of images. In a folder the images are the file whose name contains "images" and "idx3";
    /// where there are several, one that begins with "train" is preferred (to take the test split, name its file), then one that
    /// is not compressed, then the first by name. Labels are read if their file lies beside the images.
    /// <para>
    /// A size that is larger by 1 to 4 rows or columns (28×28 → 32×32) is made by a border of background, −1, of up to 2 pixels
    /// on each side; any other size by fitting the shorter side and cropping the centre. With 3 channels the grey value is
    /// repeated.
    /// </para>
    /// </summary>
    /// <exception cref="FileNotFoundException">The path does not exist, or the folder holds no images in IDX form.</exception>
    /// <exception cref="InvalidDataException">A file is not IDX, is truncated or too long, its images are larger than any that
    /// are read (<see cref="Image.CheckClaimedSize"/>), or labels and images differ in number.</exception>
    /// <exception cref="ArgumentException">Channels other than 1 or 3, or a size below 1.</exception>
    public static IdxDataSet Open(string path, int height, int width, int channels = 1)
    {
        CheckForm(path, channels, height, width);
        string imagesPath = Directory.Exists(path) ? FindImages(path) : path;
        (int[] dimensions, byte[] pixels) = IdxFile.Read(imagesPath, rank: 3, content: "images");
        CheckImageSize(imagesPath, dimensions);
        byte[]? labels = null;
        if (FindLabels(imagesPath) is { } labelsPath)
        {
            (int[] labelDimensions, labels) = IdxFile.Read(labelsPath, rank: 1, content: "labels");
            if (labelDimensions[0] != dimensions[0])
                throw new InvalidDataException(
                    $"{labelsPath}: found {labelDimensions[0]} labels, expected {dimensions[0]}, " +
                    $"one for each image of {imagesPath}; take both files from the same set");
        }

        return new IdxDataSet(imagesPath, dimensions, pixels, labels, channels, height, width);
    }

    /// <summary>Returns if a file's name says that it holds images in IDX form: "images" and "idx3" are in it.</summary>
    internal static bool IsImageFile(string path)
    {
        string name = Path.GetFileName(path);
        return name.Contains("images", StringComparison.OrdinalIgnoreCase)
            && name.Contains("idx3", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    protected override int LabelOf(int index) => _labels![index];

    /// <inheritdoc/>
    protected override void ReadSample(int index, Span<float> target)
    {
        int area = Height * Width;
        var stored = new Image(_storedWidth, _storedHeight, 1, StoredPixels(index).ToArray());
        byte[] image = FitsWithBorder(stored, Height, Width)
            ? WithBorder(stored, Height, Width)
            : PreparedImage.Make(stored, 1, Height, Width);
        PixelScale.ToFloats(image, target);
        for (int c = 1; c < Channels; c++) target[..area].CopyTo(target[(c * area)..]);
    }

    private ReadOnlySpan<byte> StoredPixels(int index)
    {
        int area = _storedHeight * _storedWidth;
        return _pixels.AsSpan(index * area, area);
    }

    private static void CheckImageSize(string path, int[] dimensions)
    {
        try
        {
            Image.CheckClaimedSize((uint)dimensions[2], (uint)dimensions[1]);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    private static string FindImages(string folder)
    {
        string? found = Directory.EnumerateFiles(folder)
            .Where(IsImageFile)
            .OrderByDescending(file => Path.GetFileName(file).StartsWith("train", StringComparison.OrdinalIgnoreCase))
            .ThenBy(file => file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            .ThenBy(file => file, StringComparer.Ordinal)
            .FirstOrDefault();
        return found ?? throw new FileNotFoundException(
            $"{folder}: found no IDX images, expected a file such as {ExampleName} or {ExampleName}.gz");
    }

    private static string? FindLabels(string imagesPath)
    {
        if (!IsImageFile(imagesPath)) return null;
        string name = Path.GetFileName(imagesPath)
            .Replace("images", "labels", StringComparison.OrdinalIgnoreCase)
            .Replace("idx3", "idx1", StringComparison.OrdinalIgnoreCase);
        string plain = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        string folder = Path.GetDirectoryName(imagesPath)!;
        return new[] { name, plain, plain + ".gz" }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    private static bool FitsWithBorder(Image stored, int height, int width) =>
        height - stored.Height is >= 0 and <= 2 * WidestBorder && width - stored.Width is >= 0 and <= 2 * WidestBorder;

    private static byte[] WithBorder(Image stored, int height, int width)
    {
        var bordered = new Image(width, height, 1);
        int left = (width - stored.Width) / 2;
        int top = (height - stored.Height) / 2;
        for (int y = 0; y < stored.Height; y++) stored.Row(y).CopyTo(bordered.Row(top + y)[left..]);
        return bordered.Pixels;
    }
}
