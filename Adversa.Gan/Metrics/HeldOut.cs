using Adversa.Gan.Data;

namespace Adversa.Gan.Metrics;

/// <summary>
/// Which images a classifier is never trained on, so that its accuracy on them tells how it reads images that it has not seen:
/// one of every ten consecutive ones, the (k mod 10)th of the kth ten: 0, 11, 22, …, 99, 100, 111, …. It depends on the index
/// alone. As the place within the ten moves on, a set that is sorted by class and one whose classes come in turn are both split
/// evenly.
/// </summary>
public static class HeldOut
{
    private const int Share = 10;

    /// <summary>Whether the image of this index is held out.</summary>
    public static bool Contains(int index) => index % Share == index / Share % Share;

    /// <summary>The images to train on, and those that are held out.</summary>
    /// <exception cref="ArgumentException">The set has a single image, so that nothing is left to train on.</exception>
    public static (DataSet Training, DataSet HeldOut) Split(DataSet data)
    {
        ILookup<bool, int> parts = Enumerable.Range(0, data.Count).ToLookup(Contains);
        return (new SubsetDataSet(data, parts[false]), new SubsetDataSet(data, parts[true]));
    }
}
