namespace Adversa.Gan.Data;

/// <summary>Opens a data set by the name or path that a user gives.</summary>
public static class DataSets
{
    /// <summary>The name of the built-in set of coloured shapes.</summary>
    public const string Shapes = "shapes";

    /// <summary>The names of the sets that need no files.</summary>
    public static IReadOnlyCollection<string> BuiltIn { get; } = [Shapes];

    /// <summary>
    /// <c>shapes</c> for the built-in set; else a path: an IDX file, a folder that holds one (its name contains "images" and
    /// "idx3"), or a folder of PNG images.
    /// </summary>
    /// <param name="source">The name or path.</param>
    /// <param name="size">Rows and columns of every image.</param>
    /// <param name="channels">1 for grey, 3 for RGB, null for what the data is.</param>
    /// <exception cref="IOException">
    /// Nothing that can be read is there; the message names the path and what was expected.
    /// </exception>
    /// <exception cref="InvalidDataException">A file is broken.</exception>
    public static DataSet Open(string source, int size, int? channels)
    {
        if (source == Shapes) return new ShapesDataSet(size, size, channels ?? 3);
        if (!Directory.Exists(source) && !File.Exists(source))
            throw new DirectoryNotFoundException(
                $"{source}: found no such file or folder, expected '{Shapes}', an IDX file or folder, or a folder of PNG images");
        return File.Exists(source) || Directory.EnumerateFiles(source).Any(IdxDataSet.IsImageFile)
            ? IdxDataSet.Open(source, size, size, channels ?? 1)
            : ImageFolderDataSet.Open(source, size, size, channels);
    }
}
