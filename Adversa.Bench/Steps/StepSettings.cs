using Adversa.Gan.Training;

namespace Adversa.Bench.Steps;

/// <summary>What is trained, and how many steps of it are timed.</summary>
/// <param name="Model">A name of <see cref="StepModel.All"/>.</param>
/// <param name="Size">Pixels along each side of an image.</param>
/// <param name="Channels">Channels of an image.</param>
/// <param name="Features">Channels of the layers next to the image.</param>
/// <param name="Batch">Images per step.</param>
/// <param name="Steps">Timed steps.</param>
internal sealed record StepSettings(string Model, int Size, int Channels, int Features, int Batch, int Steps)
{
    /// <summary>In words.</summary>
    public string Form => $"{Size}x{Size}x{Channels}, batch {Batch}, features {Features}";

    /// <summary>The part that a training knows; the rest is the model's.</summary>
    public TrainingOptions Options => new()
    {
        Size = Size,
        Channels = Channels,
        Features = Features,
        Batch = Batch,
        Steps = Steps,
    };
}
