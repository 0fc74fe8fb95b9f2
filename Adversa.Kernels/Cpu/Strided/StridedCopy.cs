using System.Numerics;
using System.Runtime.CompilerServices;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.Strided;

/// <summary>
/// target[i] = (TTarget) source[i]. One read and one write per element and no arithmetic to speak of, so all that counts is the
/// order of visits: axes are merged and sorted by the target's strides, so that writes go through memory in order. Where the
/// source is contiguous along another axis than the target, the two axes are visited in square tiles, so that
/// all elements of a cache line are used while it is at hand.
/// </summary>
internal static unsafe class StridedCopy<TSource, TTarget>
    where TSource : unmanaged, INumberBase<TSource>
    where TTarget : unmanaged, INumberBase<TTarget>
{
    private const int Tile = 32;

    public static void Run(CpuDevice device, in CopyArguments arguments)
    {
        StridedSpace space = StridedSpace.Collapse(arguments.Sizes, arguments.TargetStrides, arguments.SourceStrides);
        TSource* source = arguments.Source.Pointer<TSource>();
        TTarget* target = arguments.Target.Pointer<TTarget>();
        int other = space.Second.Span.IndexOf(1);
        if (other < 0 || other == space.Sizes.Rank - 1 || space.InnerSize < 4 || space.Sizes[other] < 4)
        {
            new StridedRows(space).Run(device.Team, (first, second, count) =>
                Row(source + second, space.InnerSecond, target + first, space.InnerFirst, count));
            return;
        }

        Transpose(device, space, other, source, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(TSource* source, long sourceStride, TTarget* target, long targetStride, int count)
    {
        if (sourceStride != 1 || targetStride != 1)
        {
            for (long i = 0; i < count; i++) target[i * targetStride] = TTarget.CreateSaturating(source[i * sourceStride]);
        }
        else if (typeof(TSource) == typeof(TTarget))
        {
            long bytes = (long)count * sizeof(TSource);
            Buffer.MemoryCopy(source, target, bytes, bytes);
        }
        else
        {
            for (int i = 0; i < count; i++) target[i] = TTarget.CreateSaturating(source[i]);
        }
    }

    /// <summary>
    /// Tiles of the target's innermost axis (x) and the source's contiguous one (y); a task is a band of tiles of equal y, or
    /// several.
    /// </summary>
    private static void Transpose(CpuDevice device, StridedSpace space, int other, TSource* source, TTarget* target)
    {
        StridedSpace outer = space.WithoutInner().Without(other);
        int sizeX = space.InnerSize, sizeY = space.Sizes[other];
        long targetX = space.InnerFirst, sourceX = space.InnerSecond, targetY = space.First[other];
        int bands = Division.Ceiling(sizeY, Tile);
        var split = new TaskSplit(outer.Count * bands, (long)sizeX * Tile);
        device.Team.Run(split.Tasks, (task, _) =>
        {
            (int begin, int end) = split.Items(task);
            for (int item = begin; item < end; item++)
            {
                (int plane, int band) = Math.DivRem(item, bands);
                var walk = new StridedWalk(outer, plane);
                int y = band * Tile;
                int rows = Math.Min(Tile, sizeY - y);
                for (long x = 0; x < sizeX; x += Tile)
                {
                    TransposeTile(
                        source + walk.Second + y + x * sourceX, sourceX,
                        target + walk.First + y * targetY + x * targetX, targetX, targetY,
                        (int)Math.Min(Tile, sizeX - x), rows);
                }
            }
        });
    }

    /// <summary>
    /// Through a buffer: whole lines are read, and whole lines written. Going straight from one to the other would keep 32 lines
    /// of the source alive, which a stride of a power of two maps to the same few places of the cache.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeTile(
        TSource* source, long sourceX, TTarget* target, long targetX, long targetY, int columns, int rows)
    {
        TTarget* tile = stackalloc TTarget[Tile * Tile];
        for (int x = 0; x < columns; x++) Row(source + x * sourceX, 1, tile + x * Tile, 1, rows);
        for (int y = 0; y < rows; y++)
        {
            TTarget* line = target + y * targetY, column = tile + y;
            int x = 0;
            if (targetX == 1)
            {
                for (; x <= columns - 4; x += 4, column += 4 * Tile)
                {
                    line[x] = column[0];
                    line[x + 1] = column[Tile];
                    line[x + 2] = column[2 * Tile];
                    line[x + 3] = column[3 * Tile];
                }
            }

            for (; x < columns; x++, column += Tile) line[x * targetX] = *column;
        }
    }
}
