using System.Diagnostics;

namespace Adversa.Gan.Training;

/// <summary>Images per second over the last steps.</summary>
internal sealed class SpeedMeter(int imagesPerStep)
{
    private const int Window = 20;

    private readonly Queue<long> _times = new([Stopwatch.GetTimestamp()]);

    /// <summary>Notes the end of a step, and gives the speed.</summary>
    public double Tick()
    {
        long now = Stopwatch.GetTimestamp();
        double speed = imagesPerStep * _times.Count / Stopwatch.GetElapsedTime(_times.Peek(), now).TotalSeconds;
        _times.Enqueue(now);
        if (_times.Count > Window) _times.Dequeue();
        return Math.Round(speed, 1);
    }
}
