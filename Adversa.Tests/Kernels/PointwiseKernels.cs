using System.Reflection;
using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Kernels.Language;
using Adversa.Kernels.Sources;

namespace Adversa.Tests.Kernels;

/// <summary>Every compiled pointwise kernel next to the C# method that it was compiled from.</summary>
internal static class PointwiseKernels
{
    public static readonly (PointwiseKernel Kernel, MethodInfo Method)[] All =
    [
        .. from type in typeof(Pointwise).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
           where method.GetCustomAttribute<PointwiseAttribute>() is not null
           select ((PointwiseKernel)typeof(Pointwise).GetField(method.Name)!.GetValue(null)!, method),
    ];

    public static IEnumerable<TestCaseData> Cases =>
        All.Select(pair => new TestCaseData(pair.Kernel, pair.Method).SetArgDisplayNames(pair.Kernel.Name));

    /// <summary>Runs a kernel on dense operands of one size, in place, and gives them back.</summary>
    public static T[][] Run<T>(PointwiseKernel kernel, T[][] operands, double[] scalars, int threads = 1) where T : unmanaged
    {
        using var device = new CpuDevice(threads);
        int count = operands[0].Length;
        Operand[] placed = [.. operands.Select(values => Place(device, values, new(count), new(1)))];
        device.Launch(kernel, new PointwiseArguments(DTypes.Of<T>(), new(count), placed, scalars));
        return [.. placed.Select(operand => Read<T>(operand, count))];
    }

    /// <summary>An operand that holds the values, which must cover the largest offset that the strides reach.</summary>
    public static Operand Place<T>(CpuDevice device, T[] values, Axes sizes, Axes strides) where T : unmanaged
    {
        DeviceBuffer buffer = device.Memory.Rent(Math.Max(1, values.Length) * 8L);
        var operand = new Operand(new(buffer, 0), strides);
        if (sizes.Product > 0) values.CopyTo(Span<T>(operand, values.Length));
        return operand;
    }

    public static T[] Read<T>(Operand operand, int length) where T : unmanaged => Span<T>(operand, length).ToArray();

    /// <summary>Applies the C# method to element i of the float operands, in place.</summary>
    public static void Apply(PointwiseKernel kernel, MethodInfo method, float[][] operands, int i, double[] scalars)
    {
        var arguments = new object[method.GetParameters().Length];
        int tensor = 0, scalar = 0;
        for (int k = 0; k < arguments.Length; k++)
            arguments[k] = kernel.Parameters[k] == ParameterRole.Scalar ? (float)scalars[scalar++] : operands[tensor++][i];
        object? result = method.Invoke(null, arguments);
        tensor = 0;
        for (int k = 0; k < arguments.Length; k++)
        {
            if (kernel.Parameters[k] == ParameterRole.Scalar) continue;
            operands[tensor++][i] = (float)arguments[k];
        }

        if (result is not null) operands[tensor][i] = (float)result;
    }

    public static int Tensors(PointwiseKernel kernel) => kernel.Parameters.ToArray().Count(role => role != ParameterRole.Scalar);

    /// <summary>Scalars between 0 and 1, like learning rates, decays and slopes.</summary>
    public static double[] Scalars(PointwiseKernel kernel) =>
        [.. Enumerable.Range(0, kernel.Parameters.Length - Tensors(kernel)).Select(i => 0.3 + 0.1 * i)];

    /// <summary>Numbers around 0 with some special ones among them; second moments stay positive for the square root.</summary>
    public static float[][] Operands(PointwiseKernel kernel, int count, int seed)
    {
        var random = new Random(seed);
        float[] special = [0, -0f, 1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, 1e30f];
        return
        [
            .. Enumerable.Range(0, Tensors(kernel)).Select(_ => Enumerable.Range(0, count)
                .Select(i => random.Next(10) == 0
                    ? special[random.Next(special.Length)] : (float)(random.NextDouble() * 6 - 3)).ToArray()),
        ];
    }

    private static unsafe Span<T> Span<T>(Operand operand, int length) where T : unmanaged =>
        new(operand.Data.Pointer<T>(), length);
}
