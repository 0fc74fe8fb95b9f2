namespace Adversa.Gan.Data;

/// <summary>Opens a data set by the name or path that a user gives.</summary>
public static class DataSets
{
    /// <summary>The name of the built-in set of coloured shapes.</summary>
    public const string Shapes = "shapes";

    /// <summary>The name of the built-in mixture of 8 Gaussians on a circle; see <see cref="GaussianMixture.Ring"/>.</summary>
    public const string Gaussians8 = "gaussians-8";

    /// <summary>The name of the built-in mixture of 25 Gaussians on a grid; see <see cref="GaussianMixture.Grid"/>.</summary>
    public const string Gaussians25 = "gaussians-25";

    private static readonly Dictionary<string, Func<int, int?, DataSet>> BuiltIn = new()
    {
        [Shapes] = (size, channels) => new ShapesDataSet(size, size, channels ?? 3),
        [Gaussians8] = (size, channels) => Points(GaussianMixture.Ring(), size, channels),
        [Gaussians25] = (size, channels) => Points(GaussianMixture.Grid(), size, channels),
    };

    /// <summary>The names of the built-in sets, which need no files.</summary>
    public static IReadOnlyCollection<string> BuiltInNames => BuiltIn.Keys;

    /// <summary>
    /// One of <see cref="BuiltInNames"/>; else a path: an IDX file, a folder that holds one (its name contains "images" and
    /// "idx3"), or a folder of images that <see cref="Images.ImageFile"/> reads.
    /// </summary>
    /// <param name="source">The name or path.</param>
    /// <param name="size">Rows and columns of every sample; 1 for points.</param>
    /// <param name="channels">1 for grey, 3 for RGB, 2 for points, null for what the data is.</param>
    /// <exception cref="ArgumentException">The data has no samples of this form.</exception>
    /// <exception cref="IOException">
    /// Nothing that can be read is there; the message names the path and what was expected.
    /// </exception>
    /// <exception cref="InvalidDataException">A file is broken.</exception>
    public static DataSet Open(string source, int size, int? channels)
    {
        if (BuiltIn.TryGetValue(source, out Func<int, int?, DataSet>? open)) return open(size, channels);
        if (!Directory.Exists(source) && !File.Exists(source))
            throw new DirectoryNotFoundException(
                $"{source}: found no such file or folder, expected a built-in set ({string.Join(", ", BuiltInNames)}), " +
                "an IDX file or folder, or a folder of images");
        return File.Exists(source) || Directory.EnumerateFiles(source).Any(IdxDataSet.IsImageFile)
            ? IdxDataSet.Open(source, size, size, channels ?? 1)
            : ImageFolderDataSet.Open(source, size, size, channels);
    }

    private static PointDataSet Points(PointDataSet set, int size, int? channels)
    {
        if (size != 1)
            throw new ArgumentException(
                $"{set.Name}: found size {size}, expected 1, for its samples are points and no images; use --size 1 --model mlp");
        if (channels is not (null or 2))
            throw new ArgumentException(
                $"{set.Name}: found {channels} channels, expected the 2 coordinates of a point; leave --channels out");
        return set;
    }
}
