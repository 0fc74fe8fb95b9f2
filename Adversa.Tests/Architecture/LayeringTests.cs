using System.Xml.Linq;

namespace Adversa.Tests.Architecture;

/// <summary>Each floor of the house references only floors below it.</summary>
public sealed class LayeringTests
{
    /// <summary>Bottom to top; what stands on one line stands beside each other and does not see its neighbour.</summary>
    private static readonly string[][] Floors =
    [
        ["Adversa.Kernels.Compiler"],
        ["Adversa.Kernels"],
        ["Adversa.Tensors"],
        ["Adversa.Autograd"],
        ["Adversa.Gan"],
        ["Adversa.Cli", "Adversa.Bench"],
        ["Adversa.Tests"],
    ];

    [TestCaseSource(nameof(ProjectNames))]
    public void ReferencesOnlyFloorsBelow(string project)
    {
        int floor = FloorOf(project);
        string[] tooHigh = [.. References(project).Where(reference => FloorOf(reference) >= floor)];
        Assert.That(tooHigh, Is.Empty, $"{project} references what is not below it");
    }

    [Test]
    public void EveryProjectHasAFloor()
    {
        string[] projects = [.. Directory.EnumerateFiles(Repository.Root, "Adversa.*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path))];
        Assert.That(projects, Is.EquivalentTo(ProjectNames()));
    }

    /// <summary>A reference that a project file does not show would still be in the assembly.</summary>
    [Test]
    public void AssembliesAgreeWithTheirProjects()
    {
        string[] engine = ["Adversa.Kernels", "Adversa.Tensors", "Adversa.Autograd", "Adversa.Gan"];
        foreach (string project in engine)
        {
            string[] used = [.. System.Reflection.Assembly.Load(project).GetReferencedAssemblies()
                .Select(name => name.Name!).Where(name => name.StartsWith("Adversa.", StringComparison.Ordinal))];
            Assert.That(used.Where(name => FloorOf(name) >= FloorOf(project)), Is.Empty, project);
        }
    }

    private static IEnumerable<string> ProjectNames() => Floors.SelectMany(floor => floor);

    private static int FloorOf(string project)
    {
        int floor = Array.FindIndex(Floors, names => names.Contains(project));
        Assert.That(floor, Is.Not.Negative, $"{project} has no floor");
        return floor;
    }

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Path.Combine(Repository.Root, project, $"{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
