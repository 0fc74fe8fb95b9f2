using System.Text;
using Adversa.Gan.Data.Images;

namespace Adversa.Gan.Data;

/// <summary>
/// The pictures of a folder and its subfolders, in ordinal order of their paths. When every file that can be read lies in an
/// immediate subfolder, the subfolders are the classes, numbered in ordinal order. Every file is decoded once when the set is
/// opened, so that broken ones are found then; prepared images are kept in memory up to a limit, and those beyond it are decoded
/// anew at every read.
/// </summary>
public sealed class ImageFolderDataSet : ImageDataSet
{
    /// <summary>How many bytes of prepared images are kept unless said otherwise: 2 GiB.</summary>
    public const long DefaultMemoryLimit = 2L << 30;

    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"];

    private readonly string[] _paths;
    private readonly byte[]?[] _images;
    private readonly int[] _labels;

    private ImageFolderDataSet(
        string folder, string[] paths, byte[]?[] images, int[] labels, string[] classNames, SkippedFile[] skipped,
        int channels, int height, int width)
        : base(folder, channels, height, width)
    {
        _paths = paths;
        _images = images;
        _labels = labels;
        ClassNames = classNames;
        Skipped = skipped;
    }

    /// <inheritdoc/>
    public override int Count => _paths.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames { get; }

    /// <summary>Files with the name of an image that could not be read, in ordinal order of their paths.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; }

    /// <summary>
    /// Opens a folder. Each image is composited over white where it is transparent, its shorter side is scaled to the asked size
    /// without aliasing, and the centre is cropped.
    /// </summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="height">Rows of every image.</param>
    /// <param name="width">Columns of every image.</param>
    /// <param name="channels">1 for grey, 3 for RGB; null for what the first readable image has.</param>
    /// <param name="memoryLimit">Bytes of prepared images to keep.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder holds no file with the name of an image.</exception>
    /// <exception cref="InvalidDataException">None of the images can be read.</exception>
    /// <exception cref="ArgumentException">Channels other than 1 or 3, or a size below 1.</exception>
    public static ImageFolderDataSet Open(
        string folder, int height, int width, int? channels = null, long memoryLimit = DefaultMemoryLimit)
    {
        string[] files = FindImages(folder);
        int decidedChannels = channels ?? ChannelsOfFirst(folder, files);
        CheckForm(folder, decidedChannels, height, width);

        long kept = memoryLimit / ((long)decidedChannels * height * width);
        var images = new byte[]?[files.Length];
        var reasons = new string?[files.Length];
        ParallelLoop.For(files.Length, i =>
        {
            byte[]? prepared = TryRead(
                files[i], image => PreparedImage.Make(image, decidedChannels, height, width), out reasons[i]);
            if (i < kept) images[i] = prepared;
        });

        int[] readable = [.. Enumerable.Range(0, files.Length).Where(i => reasons[i] is null)];
        SkippedFile[] skipped = [.. Enumerable.Range(0, files.Length).Where(i => reasons[i] is not null)
            .Select(i => new SkippedFile(files[i], reasons[i]!))];
        if (readable.Length == 0) throw NoneReadable(folder, skipped);

        string[] paths = [.. readable.Select(i => files[i])];
        string[] classNames = ClassFolders(folder, paths);
        int[] labels = classNames.Length == 0 ? [] : [.. paths.Select(path => Array.IndexOf(classNames, FolderName(path)))];
        return new ImageFolderDataSet(
            folder, paths, [.. readable.Select(i => images[i])], labels, classNames, skipped, decidedChannels, height, width);
    }

    /// <summary>
    /// The skipped files as text, one a line after a first line with their number, at most <paramref name="lines"/> of them; null
    /// if none was skipped.
    /// </summary>
    public string? SkippedReport(int lines = 10)
    {
        if (Skipped.Count == 0) return null;
        var report = new StringBuilder($"{Name}: skipped {Skipped.Count} of {Skipped.Count + Count} files");
        foreach (SkippedFile file in Skipped.Take(lines)) report.Append($"\n  {file.Path}: {file.Reason}");
        if (Skipped.Count > lines) report.Append($"\n  and {Skipped.Count - lines} more");
        return report.ToString();
    }

    /// <inheritdoc/>
    protected override int LabelOf(int index) => _labels[index];

    /// <inheritdoc/>
    protected override void ReadSample(int index, Span<float> target) => PixelScale.ToFloats(
        _images[index] ?? PreparedImage.Make(ImageFile.Read(_paths[index]), Channels, Height, Width), target);

    private static string[] FindImages(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{folder}: found no such folder, expected one with {ImageFile.Formats} images");
        string[] files = [.. Directory
            .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false })
            .Order(StringComparer.Ordinal)];
        string[] images =
            [.. files.Where(file => Extensions.Any(extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase)))];
        if (images.Length > 0) return images;

        string found = files.Length > 0
            ? $"among {files.Length} files such as {Path.GetFileName(files[0])}"
            : "and no files";
        throw new FileNotFoundException(
            $"{folder}: found no images {found}, expected {ImageFile.Formats} files in the folder or its subfolders, " +
            $"or IDX images such as {IdxDataSet.ExampleName}");
    }

    private static int ChannelsOfFirst(string folder, string[] files)
    {
        var skipped = new List<SkippedFile>();
        foreach (string file in files)
        {
            if (TryRead(file, image => image, out string? reason) is { } image) return image.Channels >= 3 ? 3 : 1;
            skipped.Add(new SkippedFile(file, reason!));
        }

        throw NoneReadable(folder, skipped);
    }

    /// <summary>What is made of the image at a path; null, with the reason, where it cannot be read.</summary>
    private static T? TryRead<T>(string path, Func<Image, T> make, out string? reason) where T : class
    {
        try
        {
            reason = null;
            return make(ImageFile.Read(File.ReadAllBytes(path)));
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            reason = error.Message;
            return null;
        }
    }

    private static InvalidDataException NoneReadable(string folder, IReadOnlyList<SkippedFile> skipped) => new(
        $"{folder}: found {skipped.Count} files and none that can be read, expected {ImageFile.Formats} images; " +
        $"the first is {skipped[0].Path}: {skipped[0].Reason}");

    /// <summary>The immediate subfolders that hold the files, or none if a file lies elsewhere.</summary>
    private static string[] ClassFolders(string folder, string[] paths)
    {
        bool areClasses = paths.All(path =>
            Path.GetRelativePath(folder, path).Count(c => c == Path.DirectorySeparatorChar) == 1);
        return areClasses ? [.. paths.Select(FolderName).Distinct().Order(StringComparer.Ordinal)] : [];
    }

    private static string FolderName(string path) => Path.GetFileName(Path.GetDirectoryName(path)!);
}
