namespace Adversa.Autograd.Modules;

/// <summary>
/// Batch normalization called on this thread inside it normalizes as always, but leaves its running statistics alone:
/// <c>using (FrozenStatistics.Begin()) …</c>. For passes that are not part of a network's own training, such as the generator's
/// while the discriminator trains.
/// </summary>
public sealed class FrozenStatistics : IDisposable
{
    [ThreadStatic]
    private static int _active;

    private bool _ended;

    private FrozenStatistics() => _active++;

    /// <summary>Whether running statistics are left alone on this thread.</summary>
    public static bool IsActive => _active > 0;

    /// <summary>Leaves running statistics alone on this thread until disposed.</summary>
    public static FrozenStatistics Begin() => new();

    /// <summary>Lets them be updated again.</summary>
    public void Dispose()
    {
        if (!_ended) _active--;
        _ended = true;
    }
}
