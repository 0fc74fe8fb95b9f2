using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace Adversa.Kernels.Devices.Ilgpu;

/// <summary>A kernel as ILGPU compiled it from a method.</summary>
internal sealed class IlgpuProgram
{
    /// <summary>An argument of a launch as an object of the parameter's type.</summary>
    private delegate object Boxing(KernelArguments arguments, KernelArgument argument);

    private const int Kernel = 0, Stream = 1, Config = 2, First = 3;

    private readonly MethodInfo _launcher;
    private readonly Boxing[] _boxings;
    private readonly object?[] _values;
    private readonly Extent _group;

    /// <summary>Compiles a method for groups of a size.</summary>
    public IlgpuProgram(Accelerator accelerator, AcceleratorStream stream, MethodInfo method, Extent group)
    {
        ILGPU.Runtime.Kernel kernel = accelerator.LoadKernel(method);
        _launcher = kernel.Launcher!;
        _boxings = [.. method.GetParameters().Select(parameter => BoxingFor(parameter.ParameterType))];
        _values = new object?[First + _boxings.Length];
        _values[Kernel] = kernel;
        _values[Stream] = stream;
        _group = group;
    }

    /// <summary>Queues a launch.</summary>
    public void Launch(Extent groups, KernelArguments arguments)
    {
        _values[Config] = new KernelConfig(
            new Index3D(groups.X, groups.Y, groups.Z), new Index3D(_group.X, _group.Y, _group.Z));
        ReadOnlySpan<KernelArgument> all = arguments.All;
        for (int i = 0; i < all.Length; i++) _values[First + i] = _boxings[i](arguments, all[i]);
        _launcher.Invoke(null, _values);
        Array.Clear(_values, First, _boxings.Length);
    }

    private static Boxing BoxingFor(Type type)
    {
        bool isView = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ArrayView<>);
        MethodInfo boxing = (isView ? new Boxing(View<byte>) : Value<byte>).Method.GetGenericMethodDefinition();
        return boxing.MakeGenericMethod(isView ? type.GenericTypeArguments[0] : type).CreateDelegate<Boxing>();
    }

    private static object View<T>(KernelArguments arguments, KernelArgument argument) where T : unmanaged =>
        ((IlgpuBuffer)argument.Buffer!).Bytes.Cast<T>().SubView(argument.Offset);

    private static object Value<T>(KernelArguments arguments, KernelArgument argument) where T : unmanaged =>
        MemoryMarshal.Read<T>(arguments.ValueOf(argument));
}
