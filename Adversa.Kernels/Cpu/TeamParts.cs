namespace Adversa.Kernels.Cpu;

/// <summary>
/// How items that take several passes each, such as blocks of images, are cut for a team: into one part for each thread, so that
/// a thread finds in its own cache what its pass before has left there. Where that would leave threads idle, all items are one
/// part, and the team shares each pass. Results must not depend on the cut.
/// </summary>
internal readonly struct TeamParts
{
    private readonly int _items;

    /// <summary>A cut of so many items.</summary>
    public TeamParts(ThreadTeam team, int items)
    {
        _items = items;
        int threads = team.Workers, largest = Division.Ceiling(items, threads);
        Count = 8 * largest * threads <= 9 * items ? threads : 1; // up to an eighth more time than with perfect shares
    }

    /// <summary>The number of parts: that of the threads, or 1.</summary>
    public int Count { get; }

    /// <summary>The items of one part.</summary>
    public (int First, int Count) Items(int part)
    {
        int first = (int)((long)_items * part / Count);
        return (first, (int)((long)_items * (part + 1) / Count) - first);
    }
}
