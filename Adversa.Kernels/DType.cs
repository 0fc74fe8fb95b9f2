namespace Adversa.Kernels;

/// <summary>The element type of a tensor. Only the two floating-point types carry gradients.</summary>
public enum DType
{
    /// <summary>IEEE 754 binary32, the type that networks train in.</summary>
    Float32,

    /// <summary>IEEE 754 binary64, for gradient checks and reference runs.</summary>
    Float64,

    /// <summary>32-bit signed integer: indices.</summary>
    Int32,

    /// <summary>64-bit signed integer: labels and counters.</summary>
    Int64,

    /// <summary>8-bit unsigned integer: image bytes.</summary>
    UInt8,
}

/// <summary>Facts about each <see cref="DType"/>.</summary>
public static class DTypes
{
    /// <summary>Bytes of one element.</summary>
    public static int Size(this DType type) => type switch
    {
        DType.Float32 or DType.Int32 => 4,
        DType.Float64 or DType.Int64 => 8,
        _ => 1,
    };

    /// <summary>Whether the type can carry a gradient.</summary>
    public static bool IsFloating(this DType type) => type is DType.Float32 or DType.Float64;

    /// <summary>The <see cref="DType"/> of a C# element type.</summary>
    /// <exception cref="ArgumentException">No tensor holds elements of this type.</exception>
    public static DType Of<T>() where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return DType.Float32;
        if (typeof(T) == typeof(double)) return DType.Float64;
        if (typeof(T) == typeof(int)) return DType.Int32;
        if (typeof(T) == typeof(long)) return DType.Int64;
        if (typeof(T) == typeof(byte)) return DType.UInt8;
        throw new ArgumentException($"No tensor holds elements of type {typeof(T).Name}; use float, double, int, long or byte.");
    }
}
