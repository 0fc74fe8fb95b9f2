namespace Adversa.Gan.Training;

/// <summary>
/// The factor that multiplies both learning rates at each step: a warm-up along a line from 0, and then what
/// <see cref="ScheduleKind"/> says.
/// </summary>
/// <param name="options">The schedule, its numbers, and the total of steps.</param>
internal sealed class LearningRateSchedule(TrainingOptions options)
{
    /// <summary>The factor at a step, counted from 0; in (0, 1].</summary>
    public double Factor(int step)
    {
        double warmth = step < options.WarmUp ? (step + 1.0) / options.WarmUp : 1;
        return warmth * options.Schedule switch
        {
            ScheduleKind.Constant => 1,
            ScheduleKind.Linear => 1 - Share(step),
            ScheduleKind.Cosine => (1 + Math.Cos(Math.PI * Share(step))) / 2,
            ScheduleKind.Step => Math.Pow(options.DecayFactor, step / options.DecayEvery),
            _ => throw new ArgumentException($"schedule: there is no schedule {options.Schedule}."),
        };
    }

    /// <summary>How much of the way from the decay's begin to the end of the run is gone: in [0, 1).</summary>
    private double Share(int step) =>
        step <= options.DecayFrom ? 0 : (double)(step - options.DecayFrom) / (options.Steps - options.DecayFrom);
}
