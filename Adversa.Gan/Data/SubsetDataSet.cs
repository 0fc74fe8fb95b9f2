namespace Adversa.Gan.Data;

/// <summary>
/// Some samples of another set, in a given order: sample i is sample indices[i] there. The classes are all of that set's,
/// whichever occur.
/// </summary>
public sealed class SubsetDataSet : DataSet
{
    private readonly DataSet _whole;
    private readonly int[] _indices;

    /// <summary>The samples of <paramref name="whole"/> that <paramref name="indices"/> name.</summary>
    /// <exception cref="ArgumentException">No index, or one that is not in the set.</exception>
    public SubsetDataSet(DataSet whole, IEnumerable<int> indices) : base(whole.Name, whole.Channels, whole.Height, whole.Width)
    {
        _whole = whole;
        _indices = [.. indices];
        if (_indices.Length == 0) throw new ArgumentException($"{Name}: found a subset of no samples, expected at least 1");
        foreach (int index in _indices)
        {
            if ((uint)index >= (uint)whole.Count)
                throw new ArgumentException($"{Name}: found {index} in a subset, expected 0 to {whole.Count - 1}");
        }
    }

    /// <inheritdoc/>
    public override int Count => _indices.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames => _whole.ClassNames;

    /// <inheritdoc/>
    protected override int LabelOf(int index) => _whole.Label(_indices[index]);

    /// <inheritdoc/>
    protected override void ReadSample(int index, Span<float> target) => _whole.Read(_indices[index], target);
}
