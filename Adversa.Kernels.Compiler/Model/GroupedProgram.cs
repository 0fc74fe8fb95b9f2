namespace Adversa.Kernels.Compiler.Model;

/// <summary>A parameter of a grouped kernel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="CSharp">The type's full name in C#.</param>
internal sealed record GroupedParameter(string Name, DataType Type, string CSharp);

/// <summary>A function that a grouped kernel calls.</summary>
internal sealed record GroupedFunction(
    string Name, DataType Result, EquatableArray<Field> Parameters, EquatableArray<Statement> Body);

/// <summary>One variant of a grouped kernel: all that a target needs to know of it.</summary>
/// <param name="Name">The method's name, and the variant's behind it: <c>Tiles_WideTile</c>.</param>
/// <param name="Field">The name of the field that holds it: <c>TilesKernel_WideTile</c>.</param>
/// <param name="Source">The type that declares the method, for the name of the emitted file.</param>
/// <param name="Summary">The method's XML documentation, the inner text of its summary.</param>
/// <param name="Group">Work-items per group.</param>
/// <param name="IsFloat32Only">Whether there is no form for float64.</param>
/// <param name="Fallback">The <paramref name="Field"/> of the kernel to run where a target or a device lacks a function.</param>
/// <param name="Parameters">The method's parameters.</param>
/// <param name="Structs">Every struct, each after those that are its fields.</param>
/// <param name="Constructed">The names of the structs that are made of values for their fields.</param>
/// <param name="Functions">Every function that the body calls, each after those that it calls itself.</param>
/// <param name="Body">What a work-item does.</param>
/// <param name="MathCalls">The XMath functions that are called anywhere.</param>
/// <param name="NeedsFloat64">Whether <c>double</c> occurs.</param>
/// <param name="InOpenCl">Whether OpenCL C has every function of the target's own.</param>
/// <param name="InCuda">Whether CUDA C has every function of the target's own.</param>
/// <param name="CudaCapability">The lowest compute capability that has them all, as 10·major + minor; 0 for every device.</param>
/// <param name="Method">The method's full name in C#, with the variant's type arguments.</param>
/// <param name="CSharp">The C# text of the method and of what it calls.</param>
internal sealed record GroupedProgram(
    string Name, string Field, string Source, string Summary, GroupSize Group, bool IsFloat32Only, string? Fallback,
    EquatableArray<GroupedParameter> Parameters, EquatableArray<StructDefinition> Structs, EquatableArray<string> Constructed,
    EquatableArray<GroupedFunction> Functions, EquatableArray<Statement> Body, EquatableArray<MathFunction> MathCalls,
    bool NeedsFloat64, bool InOpenCl, bool InCuda, int CudaCapability, string Method, string CSharp);

/// <summary>An XMath function for one type.</summary>
internal sealed record MathFunction(string Name, Primitive Type);

/// <summary>Work-items per group along each axis.</summary>
internal sealed record GroupSize(int X, int Y, int Z);
