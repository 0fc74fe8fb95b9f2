using System.Diagnostics;

namespace Adversa.Gan.Training;

/// <summary>Images per second over the last times that somebody looked.</summary>
internal sealed class SpeedMeter(int imagesPerStep)
{
    private const int Window = 10;

    private readonly Queue<(long Time, long Steps)> _looks = new([(Stopwatch.GetTimestamp(), 0)]);
    private long _steps;

    /// <summary>Notes that so many more steps have ended, and gives the speed.</summary>
    public double Tick(int steps)
    {
        _steps += steps;
        long now = Stopwatch.GetTimestamp();
        (long time, long before) = _looks.Peek();
        double speed = imagesPerStep * (_steps - before) / Stopwatch.GetElapsedTime(time, now).TotalSeconds;
        _looks.Enqueue((now, _steps));
        if (_looks.Count > Window) _looks.Dequeue();
        return Math.Round(speed, 1);
    }
}
