namespace Adversa.Gan.Data;

/// <summary>
/// A numbered set of samples of one shape [Channels, Height, Width], optionally with a class each. Every member may be used by
/// several threads at once, and sample i is the same whenever and by whomever it is read. Images are one kind of samples;
/// points of the plane, [2, 1, 1], another.
/// </summary>
public abstract class DataSet
{
    /// <summary>Starts a set of samples of one form.</summary>
    private protected DataSet(string name, int channels, int height, int width)
    {
        Name = name;
        Channels = channels;
        Height = height;
        Width = width;
    }

    /// <summary>Where the samples come from, for messages and reports: a path or the name of a built-in set.</summary>
    public string Name { get; }

    /// <summary>How many samples there are; at least 1.</summary>
    public abstract int Count { get; }

    /// <summary>1 for grey, 3 for RGB, the coordinates of a point.</summary>
    public int Channels { get; }

    /// <summary>Rows of every sample.</summary>
    public int Height { get; }

    /// <summary>Columns of every sample.</summary>
    public int Width { get; }

    /// <summary>Numbers in one sample: Channels·Height·Width.</summary>
    public int SampleLength => Channels * Height * Width;

    /// <summary>The classes' names in the order of the labels; empty if the samples carry no labels.</summary>
    public abstract IReadOnlyList<string> ClassNames { get; }

    /// <summary>How many classes the labels tell apart; 0 if there are no labels.</summary>
    public int ClassCount => ClassNames.Count;

    /// <summary>The class of a sample, 0 … ClassCount − 1.</summary>
    /// <exception cref="InvalidOperationException">The set has no labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public int Label(int index)
    {
        CheckIndex(index);
        if (ClassCount == 0) throw new InvalidOperationException($"{Name}: found no labels; ask ClassCount first");
        return LabelOf(index);
    }

    /// <summary>Writes sample <paramref name="index"/> as [Channels, Height, Width] numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    /// <exception cref="ArgumentException">The target's length is not SampleLength.</exception>
    /// <exception cref="InvalidDataException">A file that was good when the set was opened has been changed since.</exception>
    public void Read(int index, Span<float> target)
    {
        CheckIndex(index);
        if (target.Length != SampleLength)
            throw new ArgumentException($"{Name}: found room for {target.Length} numbers, expected {SampleLength}");
        ReadSample(index, target);
    }

    /// <summary>The class of a sample that exists, in a set with labels.</summary>
    protected abstract int LabelOf(int index);

    /// <summary>Writes a sample that exists into a target of its length.</summary>
    protected abstract void ReadSample(int index, Span<float> target);

    private void CheckIndex(int index)
    {
        if ((uint)index >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"{Name}: expected a sample from 0 to {Count - 1}");
    }
}
