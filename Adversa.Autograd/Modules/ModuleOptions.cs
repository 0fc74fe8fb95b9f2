using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Autograd.Modules;

/// <summary>
/// Where a module's parameters live and where their first values come from: one object, handed from a network to its layers.
/// </summary>
public sealed record ModuleOptions
{
    private long _made;

    /// <summary>
    /// Float32 on the default device, from one generator with seed 0 that every module made without options draws from in turn.
    /// A generator serves one thread: threads that build modules at the same time need options of their own.
    /// </summary>
    public static ModuleOptions Default { get; } = new();

    /// <summary>The element type of parameters and buffers: float32 or float64.</summary>
    public DType Type { get; init; } = DType.Float32;

    /// <summary>
    /// The device of parameters and buffers; null for <see cref="DeviceList.Default"/> at the time of construction.
    /// </summary>
    public Device? Device { get; init; }

    /// <summary>Draws the first values of parameters, in the order in which the modules are made.</summary>
    public RandomGenerator Random { get; init; } = new(seed: 0);

    /// <summary>
    /// How many numbers everything made with these options may hold. Who builds a network that a file describes allows as many
    /// as the file holds, so that no header makes us allocate more.
    /// </summary>
    public long Limit { get; init; } = long.MaxValue;

    /// <summary>Undefined elements of these options' type and device.</summary>
    /// <exception cref="ArgumentException">The limit is reached.</exception>
    internal Tensor Empty(Shape shape)
    {
        _made += shape.Count;
        return _made <= Limit
            ? Tensor.Empty(shape, Type, Device)
            : throw new ArgumentException($"the network has over {Limit:N0} numbers, the most that are allowed for it");
    }

    /// <summary>
    /// A generator for a module that draws numbers in every forward pass: a stream of its own, so that the order of forward
    /// passes never changes what other modules draw.
    /// </summary>
    internal RandomGenerator TakeStream()
    {
        // One number of ours is spent on the stream's name: no two modules get the same one. The top bit keeps these names
        // apart from the small ones that programs choose.
        ulong name = (1UL << 63) | ((Random.Stream << 40) ^ Random.Position++);
        return new RandomGenerator(Random.Seed, name);
    }
}
