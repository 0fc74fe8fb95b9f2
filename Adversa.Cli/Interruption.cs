using System.Runtime.InteropServices;

namespace Adversa.Cli;

/// <summary>
/// Turns the first Ctrl-C or SIGTERM into a cancellation that leaves time to end well; a second one ends the program at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly string _announcement;
    private readonly CancellationTokenSource _cancellation = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Listens from now on; the announcement is what a person is told at the first signal.</summary>
    public Interruption(string announcement = "finishing the step, then saving; once more ends at once, unsaved")
    {
        _announcement = announcement;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];
    }

    public CancellationToken Token => _cancellation.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _cancellation.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_cancellation.IsCancellationRequested) return;
        context.Cancel = true;
        Console.Error.WriteLine($"adversa: {_announcement}");
        _cancellation.Cancel();
    }
}
