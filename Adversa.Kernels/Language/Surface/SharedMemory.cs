namespace Adversa.Kernels.Language;

/// <summary>Memory that the work-items of a group share.</summary>
public static class SharedMemory
{
    /// <summary>Room for <paramref name="extent"/> elements, a constant. The contents are undefined until written.</summary>
    public static ArrayView<T> Allocate<T>(int extent) where T : unmanaged => throw OnDevicesAlone.Error();
}
