using Adversa.Gan.Training;

namespace Adversa.Gan.Benchmarks;

/// <summary>What is trained or generates, and how many steps of it are timed.</summary>
/// <param name="Model">One of <see cref="StepBenchmark.Models"/>.</param>
/// <param name="Size">Pixels along each side of an image.</param>
/// <param name="Channels">Channels of an image.</param>
/// <param name="Features">Channels of the layers next to the image.</param>
/// <param name="Batch">Images per step.</param>
/// <param name="Steps">Timed steps, at least 1.</param>
/// <param name="WarmUp">Steps before them, which are not timed.</param>
public sealed record StepSettings(string Model, int Size, int Channels, int Features, int Batch, int Steps, int WarmUp)
{
    /// <summary>In words.</summary>
    public string Form => $"{Size}x{Size}x{Channels}, batch {Batch}, features {Features}";

    /// <summary>The part that a training knows; the rest is the model's.</summary>
    internal TrainingOptions Options => new()
    {
        Size = Size,
        Channels = Channels,
        Features = Features,
        Batch = Batch,
        Steps = Steps,
    };
}
