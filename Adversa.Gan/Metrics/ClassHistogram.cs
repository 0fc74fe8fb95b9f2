namespace Adversa.Gan.Metrics;

/// <summary>
/// Which classes a classifier reads in generated images and, where each was made for a class, how often it reads that one. A
/// generator that covers its data gives every class its share; one that has collapsed leaves classes out.
/// </summary>
public sealed class ClassHistogram
{
    private readonly int[] _counts, _asked, _agreed;

    private ClassHistogram(int classes, bool isConditional)
    {
        _counts = new int[classes];
        _asked = new int[classes];
        _agreed = new int[classes];
        IsConditional = isConditional;
    }

    /// <summary>Whether the images were made for a class each.</summary>
    public bool IsConditional { get; }

    /// <summary>How many images there are.</summary>
    public int Total => _counts.Sum();

    /// <summary>How many images are read as each class.</summary>
    public IReadOnlyList<int> Counts => _counts;

    /// <summary>How many images were made for each class; 0 for all where they were made for none.</summary>
    public IReadOnlyList<int> Asked => _asked;

    /// <summary>The share of all images that are read as the class they were made for, 0 to 1; null without classes.</summary>
    public double? TotalAgreement => Share(_agreed.Sum(), _asked.Sum());

    /// <summary>Counts images.</summary>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="read">The class that each image is read as.</param>
    /// <param name="asked">The class that each was made for; empty where they were made for none.</param>
    /// <exception cref="ArgumentException">A label is outside 0 … classes − 1, or there is not one for each image.</exception>
    public static ClassHistogram Of(int classes, ReadOnlySpan<int> read, ReadOnlySpan<int> asked = default)
    {
        if (!asked.IsEmpty && asked.Length != read.Length)
        {
            throw new ArgumentException(
                $"ClassHistogram: found {asked.Length} labels, expected {read.Length}, one for each image.", nameof(asked));
        }

        var histogram = new ClassHistogram(classes, isConditional: !asked.IsEmpty);
        foreach (int label in read) histogram._counts[InRange(label, classes)]++;
        for (int i = 0; i < asked.Length; i++)
        {
            histogram._asked[InRange(asked[i], classes)]++;
            if (asked[i] == read[i]) histogram._agreed[asked[i]]++;
        }

        return histogram;
    }

    /// <summary>
    /// The share of the images made for a class that are read as it, 0 to 1; null where none were made for it.
    /// </summary>
    public double? Agreement(int label) => Share(_agreed[label], _asked[label]);

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;

    private static int InRange(int label, int classes) => (uint)label < (uint)classes
        ? label
        : throw new ArgumentException($"ClassHistogram: found label {label}, expected 0 to {classes - 1}.");
}
