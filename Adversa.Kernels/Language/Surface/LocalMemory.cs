namespace Adversa.Kernels.Language;

/// <summary>Memory of one work-item: registers, where all indices are known when the kernel is compiled.</summary>
public static class LocalMemory
{
    /// <summary>Room for <paramref name="extent"/> elements, a constant. The contents are undefined until written.</summary>
    public static ArrayView<T> Allocate<T>(int extent) where T : unmanaged => throw OnDevicesAlone.Error();
}
