namespace Adversa.Kernels.Cpu;

/// <summary>
/// How a kernel's equal items (rows, planes, chunks of elements) are cut into tasks: about <see cref="ElementsPerTask"/> elements
/// each, whatever the number of threads, so that small work makes one task and stays on the calling thread.
/// </summary>
/// <param name="items">How many items there are.</param>
/// <param name="elementsPerItem">The work of one item, in elements read or written.</param>
internal readonly struct TaskSplit(int items, long elementsPerItem)
{
    private const long ElementsPerTask = 1 << 14;

    private readonly int _itemsPerTask = (int)Math.Clamp(ElementsPerTask / Math.Max(1, elementsPerItem), 1, ElementsPerTask);

    /// <summary>The number of tasks; 0 without items.</summary>
    public int Tasks => Division.Ceiling(items, _itemsPerTask);

    /// <summary>The items of one task, end excluded.</summary>
    public (int Begin, int End) Items(int task)
    {
        int begin = task * _itemsPerTask;
        return (begin, Math.Min(items - begin, _itemsPerTask) + begin);
    }
}
