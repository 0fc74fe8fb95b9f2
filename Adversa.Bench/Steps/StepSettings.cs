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
    /// <summary>Throws unless there is something to time; what networks can be made of, they say themselves.</summary>
    /// <exception cref="ArgumentException">There are no images, or no steps.</exception>
    public void Validate()
    {
        if (Batch < 1) throw new ArgumentException($"batch: found {Batch}, expected at least 1.");
        if (Steps < 1) throw new ArgumentException($"steps: found {Steps}, expected at least 1.");
    }
}
