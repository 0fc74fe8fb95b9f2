namespace Adversa.Kernels.Sources;

/// <summary>
/// Every grouped kernel. The members are compiled at build time from the methods marked
/// <see cref="Language.GroupedAttribute"/>: for a kernel <c>Tiles</c> a field <c>TilesKernel</c> and a method <c>Tiles</c> that
/// launches it and takes a device, the element type where there is a choice, the number of groups, then the kernel's parameters
/// with a <see cref="Devices.BufferView"/> for each view. A variant's type arguments follow the name: <c>Tiles_Wide</c>.
/// </summary>
internal static partial class Grouped;
