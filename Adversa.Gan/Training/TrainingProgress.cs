namespace Adversa.Gan.Training;

/// <summary>What a run tells after each step.</summary>
/// <param name="Step">Steps made so far.</param>
/// <param name="Steps">The run's total.</param>
/// <param name="Losses">What this step measured; see <see cref="StepReport.IsRead"/>.</param>
/// <param name="ImagesPerSecond">Over the last steps.</param>
public readonly record struct TrainingProgress(int Step, int Steps, StepReport Losses, double ImagesPerSecond);

/// <summary>Why a run's training returned.</summary>
public enum TrainingOutcome
{
    /// <summary>All steps are made.</summary>
    Finished,

    /// <summary>The losses stood still, so that it ended early.</summary>
    Converged,

    /// <summary>It was asked to stop early, and can be resumed.</summary>
    Stopped,

    /// <summary>It was cancelled, finished its step and can be resumed.</summary>
    Interrupted,
}
