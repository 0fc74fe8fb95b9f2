using System.Reflection;

namespace Adversa.Gan.Training;

/// <summary>
/// The recipes that come with the library: files of settings with comments, one for each kind of GAN, embedded from the folder
/// <c>Recipes</c>. A file of one's own is as good.
/// </summary>
public static class Recipes
{
    private const string Folder = "recipes/", Extension = ".json";

    private static readonly Assembly Library = typeof(Recipes).Assembly;

    /// <summary>The names, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. from resource in Library.GetManifestResourceNames()
           where resource.StartsWith(Folder, StringComparison.Ordinal)
           let name = resource[Folder.Length..^Extension.Length]
           orderby name
           select name,
    ];

    /// <summary>The text of a recipe with its comments.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such recipe; the message lists them.</exception>
    public static string Read(string name)
    {
        if (!Names.Contains(name)) throw Unknown(name, "");
        using var reader = new StreamReader(Library.GetManifestResourceStream(Folder + name + Extension)!);
        return reader.ReadToEnd();
    }

    /// <summary>A recipe's settings, its name among them, over the defaults.</summary>
    /// <param name="nameOrPath">One of <see cref="Names"/>, else the path of a file.</param>
    /// <exception cref="ArgumentException">
    /// There is neither such a recipe nor such a file; the message lists the recipes.
    /// </exception>
    /// <exception cref="InvalidDataException">The file is broken; see <see cref="TrainingOptionsFile.Read"/>.</exception>
    public static TrainingOptions Open(string nameOrPath)
    {
        if (Names.Contains(nameOrPath))
            return TrainingOptionsFile.Parse(Read(nameOrPath), $"recipe {nameOrPath}").Over(Named(nameOrPath));
        return File.Exists(nameOrPath)
            ? TrainingOptionsFile.Read(nameOrPath, Named(Path.GetFileNameWithoutExtension(nameOrPath)))
            : throw Unknown(nameOrPath, " or the path of a JSON file");
    }

    private static TrainingOptions Named(string name) => new() { Recipe = name };

    private static ArgumentException Unknown(string name, string orElse) =>
        new($"recipe: found '{name}', expected one of {string.Join(", ", Names)}{orElse}.");
}
