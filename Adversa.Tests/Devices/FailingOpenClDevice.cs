using Adversa.Kernels.Devices;
using Adversa.Kernels.Devices.OpenCl;
using Adversa.Kernels.Devices.Programs;

namespace Adversa.Tests.Devices;

/// <summary>
/// A device whose driver answers one launch, every launch from some moment on, or every wait with an error, or has no memory at
/// first.
/// </summary>
/// <param name="hardware">What it is made from.</param>
/// <param name="cache">Where its programs are kept; nowhere if null.</param>
internal sealed class FailingOpenClDevice(OpenClHardware hardware, ProgramCache? cache = null)
    : OpenClDevice("opencl:0", hardware, cache ?? new ProgramCache(null))
{
    private int _launches;

    /// <summary>The launch that fails, counted from 1.</summary>
    public int FailingLaunch { get; init; }

    /// <summary>Whether the moment has come from which on launches fail.</summary>
    public Func<bool> IsLost { get; init; } = () => false;

    /// <summary>What a launch answers that fails.</summary>
    public ClStatus LaunchStatus { get; init; }

    /// <summary>What a wait answers.</summary>
    public ClStatus WaitStatus { get; init; }

    /// <summary>How often the driver has no memory before it has some.</summary>
    public int RefusedBuffers { get; set; }

    internal override nint CreateBuffer(long size, out ClStatus status)
    {
        if (RefusedBuffers-- <= 0) return base.CreateBuffer(size, out status);
        status = ClStatus.MemObjectAllocationFailure;
        return 0;
    }

    internal override ClStatus Enqueue(OpenClProgram program, Extent groups) =>
        ++_launches == FailingLaunch || IsLost() ? LaunchStatus : base.Enqueue(program, groups);

    internal override ClStatus FinishQueue() => WaitStatus == ClStatus.Success ? base.FinishQueue() : WaitStatus;
}
