namespace Adversa.Kernels.Devices;

/// <summary>
/// A device could not do what it was asked for: a program that does not compile, a kernel that needs more than the device has,
/// a launch that the driver refused, a device that is gone. The message's first line says it all.
/// </summary>
public sealed class DeviceException(string message, Exception? inner = null) : Exception(message, inner);
