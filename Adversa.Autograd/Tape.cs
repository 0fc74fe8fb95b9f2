using Adversa.Tensors;

namespace Adversa.Autograd;

/// <summary>
/// Records the functions called on this thread between its begin and its end, so that they can be differentiated, and owns every
/// tensor made meanwhile:
/// <code>
/// using var tape = Tape.Begin();
/// Variable loss = model.Forward(batch).Square().Mean();
/// loss.Backward();
/// </code>
/// At the closing brace all memory of the step goes back to the pool.
/// </summary>
public sealed class Tape : TensorScope
{
    [ThreadStatic]
    private static int _tapes;

    private Tape() => _tapes++;

    /// <summary>Whether functions called now are recorded: inside a tape and outside every <see cref="NoGrad"/>.</summary>
    public static bool IsRecording => _tapes > 0 && !NoGrad.IsActive;

    /// <summary>Begins a tape on this thread.</summary>
    public static new Tape Begin() => new();

    /// <inheritdoc/>
    protected override void End() => _tapes--;
}

/// <summary>Functions called on this thread inside it are not recorded: <c>using (NoGrad.Begin()) …</c>.</summary>
public sealed class NoGrad : IDisposable
{
    [ThreadStatic]
    private static int _active;

    private bool _ended;

    private NoGrad() => _active++;

    /// <summary>Whether recording is off on this thread.</summary>
    public static bool IsActive => _active > 0;

    /// <summary>Turns recording off on this thread until disposed.</summary>
    public static NoGrad Begin() => new();

    /// <summary>Turns recording on again.</summary>
    public void Dispose()
    {
        if (!_ended) _active--;
        _ended = true;
    }
}
