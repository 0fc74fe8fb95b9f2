namespace Adversa.Kernels.Sources;

/// <summary>
/// Computes what a pointwise kernel's body needs beside an element's operands from the launch's scalars, in double.
/// </summary>
internal unsafe delegate void PointwiseConstants(double* scalars, double* constants);

/// <summary>What a pointwise kernel takes, and what every device does with it before a launch.</summary>
/// <param name="name">The kernel's name.</param>
/// <param name="parameters">The roles of the parameters, then <see cref="ParameterRole.Write"/> for a returned value.</param>
/// <param name="constantCount">How many constants <paramref name="constants"/> gives.</param>
/// <param name="constants">Computes a launch's constants.</param>
internal sealed unsafe class PointwiseSignature(
    string name, ParameterRole[] parameters, int constantCount, PointwiseConstants constants)
{
    private readonly ParameterRole[] _tensors = [.. parameters.Where(role => role != ParameterRole.Scalar)];

    /// <summary>The roles of all parameters.</summary>
    public ReadOnlySpan<ParameterRole> Parameters => parameters;

    /// <summary>The roles of the tensors.</summary>
    public ReadOnlySpan<ParameterRole> Tensors => _tensors;

    /// <summary>How many numbers are the same for all elements of a launch.</summary>
    public int ConstantCount { get; } = constantCount;

    /// <summary>Throws unless the arguments are what the kernel takes.</summary>
    /// <exception cref="ArgumentException">The type is not floating, or operands or scalars are too few or many.</exception>
    public void Check(in PointwiseArguments arguments)
    {
        if (!arguments.Type.IsFloating())
            throw new ArgumentException($"{name}: elements are {arguments.Type}, but pointwise kernels take Float32 or Float64");
        int scalars = parameters.Length - _tensors.Length;
        if (arguments.OperandCount == _tensors.Length && arguments.ScalarCount == scalars) return;
        throw new ArgumentException($"{name}: got {arguments.OperandCount} tensors and {arguments.ScalarCount} scalars, "
            + $"but the kernel takes {_tensors.Length} and {scalars}");
    }

    /// <summary>Writes the launch's constants, <see cref="ConstantCount"/> of them.</summary>
    public void Constants(in PointwiseArguments arguments, double* target)
    {
        double* scalars = stackalloc double[PointwiseArguments.MaxOperands];
        for (int i = 0; i < arguments.ScalarCount; i++) scalars[i] = arguments.Scalar(i);
        constants(scalars, target);
    }
}
