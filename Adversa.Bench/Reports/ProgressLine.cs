namespace Adversa.Bench.Reports;

/// <summary>
/// One line on a terminal that says what is being measured, rewritten again and again; nothing where no person watches.
/// </summary>
/// <param name="parts">How many parts the work has.</param>
internal sealed class ProgressLine(int parts) : IDisposable
{
    private const string EraseLine = "\r\e[K";

    private readonly bool _isLive = !Console.IsErrorRedirected && !Console.IsOutputRedirected;
    private int _begun;

    /// <summary>The next part begins.</summary>
    public void Next(string part)
    {
        _begun++;
        if (_isLive) Console.Error.Write($"{EraseLine}{_begun} of {parts}: {part}");
    }

    /// <summary>Makes room for other output.</summary>
    public void Clear()
    {
        if (_isLive) Console.Error.Write(EraseLine);
    }

    public void Dispose() => Clear();
}
