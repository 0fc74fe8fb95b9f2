namespace Adversa.Tests;

/// <summary>A folder of its own for one test, deleted with everything in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("adversa-test-");

    /// <summary>The folder's own path.</summary>
    public string Path => _folder.FullName;

    /// <summary>The names of all files in the folder.</summary>
    public IEnumerable<string> Names => _folder.EnumerateFiles().Select(file => file.Name);

    /// <summary>The path of a file in the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, making its folders, and returns its path.</summary>
    public string Write(string name, byte[] content)
    {
        string path = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
