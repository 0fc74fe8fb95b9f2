namespace Adversa.Gan.Training;

/// <summary>What a run tells after each step.</summary>
/// <param name="Step">Steps made so far.</param>
/// <param name="Steps">The run's total.</param>
/// <param name="Losses">The losses of this step.</param>
/// <param name="ImagesPerSecond">Over the last steps.</param>
public readonly record struct TrainingProgress(int Step, int Steps, StepLosses Losses, double ImagesPerSecond);

/// <summary>Why a run's training returned.</summary>
public enum TrainingOutcome
{
    /// <summary>All steps are made.</summary>
    Finished,

    /// <summary>It was asked to stop early, and can be resumed.</summary>
    Stopped,

    /// <summary>It was cancelled, finished its step and can be resumed.</summary>
    Interrupted,
}
