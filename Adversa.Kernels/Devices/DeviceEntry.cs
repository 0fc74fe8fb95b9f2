namespace Adversa.Kernels.Devices;

/// <summary>What a device is.</summary>
/// <param name="Hardware">The processor's or the graphics card's name.</param>
/// <param name="Driver">What runs it, with its version.</param>
/// <param name="ComputeUnits">How many groups, or threads, run truly at once.</param>
/// <param name="MemoryBytes">Its memory.</param>
/// <param name="HasFloat64">Whether it computes in double.</param>
public sealed record DeviceFacts(string Hardware, string Driver, int ComputeUnits, long MemoryBytes, bool HasFloat64);

/// <summary>One line of the list of devices.</summary>
/// <param name="Name">The name that opens it; of a whole kind, where there is none of it.</param>
/// <param name="Facts">What it is; null where it is not there.</param>
/// <param name="WhyNot">Why it is not there, and what to do; null where it is.</param>
public sealed record DeviceEntry(string Name, DeviceFacts? Facts, string? WhyNot);
