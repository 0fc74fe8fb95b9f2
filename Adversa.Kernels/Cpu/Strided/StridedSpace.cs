namespace Adversa.Kernels.Cpu.Strided;

/// <summary>
/// An index space that two strided operands share: how many indices each axis has, and how far one step along it moves in
/// either operand. Always at least one axis.
/// </summary>
internal readonly record struct StridedSpace(Axes Sizes, Axes First, Axes Second)
{
    /// <summary>
    /// The same set of index pairs with as few axes as possible: axes of size 1 are dropped, the rest is ordered by falling
    /// stride of the first operand (broadcast axes outermost), and neighbours that both operands step through evenly become
    /// one. A space of a single index keeps one axis with strides 0, and so does an empty space.
    /// </summary>
    public static StridedSpace Collapse(Axes sizes, Axes first, Axes second)
    {
        if (sizes.Span.Contains(0)) return new StridedSpace(new Axes(0), new Axes(0), new Axes(0));
        Span<int> n = stackalloc int[Axes.MaxRank];
        Span<int> f = stackalloc int[Axes.MaxRank];
        Span<int> s = stackalloc int[Axes.MaxRank];
        int rank = 0;
        for (int axis = 0; axis < sizes.Rank; axis++)
        {
            if (sizes[axis] == 1) continue;
            int place = rank++;
            for (; place > 0 && IsOutside(first[axis], second[axis], f[place - 1], s[place - 1]); place--)
                (n[place], f[place], s[place]) = (n[place - 1], f[place - 1], s[place - 1]);
            (n[place], f[place], s[place]) = (sizes[axis], first[axis], second[axis]);
        }

        if (rank == 0) return new StridedSpace(new Axes(1), new Axes(0), new Axes(0));

        int last = 0;
        for (int axis = 1; axis < rank; axis++)
        {
            bool even = f[last] == (long)f[axis] * n[axis] && s[last] == (long)s[axis] * n[axis];
            if (even)
                n[last] = checked(n[last] * n[axis]);
            else
                n[++last] = n[axis];
            (f[last], s[last]) = (f[axis], s[axis]);
        }

        rank = last + 1;
        return new StridedSpace(new Axes(n[..rank]), new Axes(f[..rank]), new Axes(s[..rank]));
    }

    /// <summary>How many indices there are.</summary>
    public int Count => Sizes.Product;

    /// <summary>The size of the innermost axis.</summary>
    public int InnerSize => Sizes[Sizes.Rank - 1];

    /// <summary>The first operand's stride along the innermost axis.</summary>
    public int InnerFirst => First[First.Rank - 1];

    /// <summary>The second operand's stride along the innermost axis.</summary>
    public int InnerSecond => Second[Second.Rank - 1];

    /// <summary>The space without one of its axes; a single index if it was the only one.</summary>
    public StridedSpace Without(int axis)
    {
        if (Sizes.Rank == 1) return new StridedSpace(new Axes(1), new Axes(0), new Axes(0));
        return new StridedSpace(Remove(Sizes, axis), Remove(First, axis), Remove(Second, axis));
    }

    /// <summary>The space of all axes but the innermost.</summary>
    public StridedSpace WithoutInner() => Without(Sizes.Rank - 1);

    private static Axes Remove(Axes axes, int axis)
    {
        Span<int> rest = stackalloc int[Axes.MaxRank];
        axes.Span[..axis].CopyTo(rest);
        axes.Span[(axis + 1)..].CopyTo(rest[axis..]);
        return new Axes(rest[..(axes.Rank - 1)]);
    }

    private static bool IsOutside(int first, int second, int thanFirst, int thanSecond)
    {
        long distance = Distance(first), thanDistance = Distance(thanFirst);
        return distance != thanDistance ? distance > thanDistance : Distance(second) > Distance(thanSecond);
    }

    private static long Distance(int stride) => stride == 0 ? long.MaxValue : Math.Abs((long)stride);
}
