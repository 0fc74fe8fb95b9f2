using Adversa.Gan.Data;

namespace Adversa.Tests.Gan.Metrics;

/// <summary>
/// Random pixels around a mean that tells the class: label·(2/classes) − 1, so that a network learns them at once. Keeps note of
/// which images were read.
/// </summary>
internal sealed class LabelledImages(int count, int classes, int height = 8, int width = 8, string name = "labelled")
    : ImageDataSet(name, 1, height, width)
{
    private readonly HashSet<int> _read = [];

    public override int Count => count;

    public override IReadOnlyList<string> ClassNames { get; } = [.. Enumerable.Range(0, classes).Select(label => $"c{label}")];

    /// <summary>The images that were read so far.</summary>
    public int[] ReadSoFar
    {
        get
        {
            lock (_read) return [.. _read];
        }
    }

    /// <summary>The class of each image; classes in turn unless given.</summary>
    public Func<int, int> LabelAt { get; init; } = index => index % Math.Max(classes, 1);

    protected override int LabelOf(int index) => LabelAt(index);

    protected override void ReadSample(int index, Span<float> target)
    {
        lock (_read) _read.Add(index);
        var random = new Random(index);
        float mean = classes == 0 ? 0 : 2f * LabelAt(index) / classes - 1;
        for (int i = 0; i < target.Length; i++) target[i] = mean + 0.1f * (float)random.NextDouble();
    }
}
