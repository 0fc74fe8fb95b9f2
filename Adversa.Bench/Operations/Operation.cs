namespace Adversa.Bench.Operations;

/// <summary>One kernel on one shape.</summary>
/// <param name="Name">The kernel, and what of it.</param>
/// <param name="Shape">Sizes of its operands.</param>
/// <param name="Bound">What the work is counted in.</param>
/// <param name="Work">How many operations, or bytes, the definition asks for.</param>
/// <param name="Prepare">Makes the operands and returns what runs the kernel once.</param>
internal sealed record Operation(string Name, string Shape, Bound Bound, double Work, Func<Operands, Action> Prepare)
{
    /// <summary>Whether it stands for others where there is little time.</summary>
    public bool IsRepresentative { get; init; }

    /// <summary>Name and shape, as <c>--filter</c> sees them.</summary>
    public string FullName => $"{Name} {Shape}";

    /// <summary>Every operation of the benchmark, on shapes that suit a device.</summary>
    public static IEnumerable<Operation> All(ShapeSet shapes) =>
    [
        .. ProductOperations.All(shapes),
        .. ConvolutionOperations.All(shapes),
        .. PointwiseOperations.All(shapes),
        .. ReductionOperations.All(shapes),
        .. CopyOperations.All(shapes),
        .. ImageOperations.All(shapes),
    ];

    /// <summary>
    /// Those whose name or shape contains <paramref name="filter"/>, in any case; there may be none. Without a filter,
    /// <paramref name="onlyFew"/> leaves one or two of each family.
    /// </summary>
    public static IReadOnlyList<Operation> Matching(string filter, ShapeSet shapes, bool onlyFew = false) =>
    [
        .. All(shapes).Where(operation => filter.Length > 0
            ? operation.FullName.Contains(filter, StringComparison.OrdinalIgnoreCase)
            : operation.IsRepresentative || !onlyFew),
    ];
}
