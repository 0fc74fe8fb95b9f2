namespace Adversa.Kernels.Sources;

/// <summary>Where the elements of a copy come from and go to: Count of them, in row-major order over Sizes.</summary>
internal readonly record struct CopySpace(int Count, Steps Sizes, Steps SourceStrides, Steps TargetStrides);

/// <summary>Copies, conversions and fills on a device: one work-item per element.</summary>
/// <remarks>
/// A work-item turns its number into a place on either side, by a division per axis, and moves one element: 4 bytes read and 4
/// written for float32. The host merges axes beforehand, so that most copies have one or two. Where the axis that is innermost
/// in the target is innermost in the source too, neighbouring work-items touch neighbouring bytes, and memory sees each line
/// once. A transposition reads with the stride of a row: the lines are found in the cache again if 32 rows of them fit there,
/// else each element costs a whole line. The next version would go through a tile of shared memory for that case, read along
/// rows and written along columns, and would move 16 bytes per work-item where both sides are dense.
/// </remarks>
internal static class CopyKernels
{
    /// <summary>Work-items per group.</summary>
    public const int GroupSize = 256;

    /// <summary>Elements of one type, whatever it is: by their size alone.</summary>
    [Grouped(GroupSize, typeof(byte), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(uint), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(ulong), IsFloat32Only = true)]
    public static void Move<T>(ArrayView<T> source, ArrayView<T> target, CopySpace space) where T : unmanaged
    {
        int i = Grid.IdxX * GroupSize + Group.IdxX;
        if (i >= space.Count) return;
        int to = Steps.Offset(i, space.Sizes, space.TargetStrides);
        target[to] = source[Steps.Offset(i, space.Sizes, space.SourceStrides)];
    }

    /// <summary>Elements of one type to those of another.</summary>
    [Grouped(GroupSize, typeof(byte), typeof(int), typeof(ByteToInt), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(byte), typeof(long), typeof(ByteToLong), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(byte), typeof(float), typeof(ByteToFloat), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(byte), typeof(double), typeof(ByteToDouble), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(int), typeof(byte), typeof(IntToByte), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(int), typeof(long), typeof(IntToLong), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(int), typeof(float), typeof(IntToFloat), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(int), typeof(double), typeof(IntToDouble), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(long), typeof(byte), typeof(LongToByte), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(long), typeof(int), typeof(LongToInt), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(long), typeof(float), typeof(LongToFloat), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(long), typeof(double), typeof(LongToDouble), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(float), typeof(byte), typeof(FloatToByte), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(float), typeof(int), typeof(FloatToInt), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(float), typeof(long), typeof(FloatToLong), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(float), typeof(double), typeof(FloatToDouble), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(double), typeof(byte), typeof(DoubleToByte), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(double), typeof(int), typeof(DoubleToInt), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(double), typeof(long), typeof(DoubleToLong), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(double), typeof(float), typeof(DoubleToFloat), IsFloat32Only = true)]
    public static void Convert<TSource, TTarget, TConversion>(
        ArrayView<TSource> source, ArrayView<TTarget> target, CopySpace space)
        where TSource : unmanaged
        where TTarget : unmanaged
        where TConversion : struct, IConversion<TSource, TTarget>
    {
        int i = Grid.IdxX * GroupSize + Group.IdxX;
        if (i >= space.Count) return;
        int to = Steps.Offset(i, space.Sizes, space.TargetStrides);
        target[to] = TConversion.Of(source[Steps.Offset(i, space.Sizes, space.SourceStrides)]);
    }

    /// <summary>One value for all elements, given by its bits.</summary>
    [Grouped(GroupSize, typeof(byte), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(uint), IsFloat32Only = true)]
    [Grouped(GroupSize, typeof(ulong), IsFloat32Only = true)]
    public static void Fill<T>(ArrayView<T> target, T value, CopySpace space) where T : unmanaged
    {
        int i = Grid.IdxX * GroupSize + Group.IdxX;
        if (i < space.Count) target[Steps.Offset(i, space.Sizes, space.TargetStrides)] = value;
    }
}
