using Adversa.Kernels.Cpu.Gemm;
using Adversa.Kernels.Devices;

namespace Adversa.Kernels.Cpu;

/// <summary>
/// How items that take several passes each, such as blocks of images, are cut for a team: into one part for each thread, so that
/// a thread finds in its own cache what its pass before has left there. Where that would leave threads idle, all items are one
/// part, and the team shares each pass. Results must not depend on the cut.
/// </summary>
internal readonly struct TeamParts
{
    private readonly CpuDevice _device;
    private readonly int _items;

    /// <summary>A cut of so many items.</summary>
    public TeamParts(CpuDevice device, int items)
    {
        (_device, _items) = (device, items);
        int threads = device.Team.Workers, largest = Division.Ceiling(items, threads);
        Count = 8 * largest * threads <= 9 * items ? threads : 1; // up to an eighth more time than with perfect shares
    }

    /// <summary>The number of parts: that of the threads, or 1.</summary>
    public int Count { get; }

    /// <summary>
    /// Calls the body for each part, with its first item and their number; scratch memory stays with its thread.
    /// </summary>
    public void Run(Action<int, int> body)
    {
        (CpuDevice device, int items, int count) = (_device, _items, Count);
        device.Team.Run(count, (part, _) =>
        {
            using var memory = new ThreadMemory(device.Memory);
            int first = (int)((long)items * part / count), end = (int)((long)items * (part + 1) / count);
            body(first, end - first);
        });
    }
}
