using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Data;
using Adversa.Gan.Data.Images;
using Adversa.Gan.Models;
using Adversa.Gan.Reports;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Gan.Training;

/// <summary>
/// A generator out of a checkpoint, without the rest of its training and without the data: the moving average where the run kept
/// one, in evaluation mode, with the running statistics of its batch normalization.
/// </summary>
public sealed class TrainedGenerator : IDisposable
{
    private const int StandingBatch = 64, MostStandingBatches = 10_000, MostPoints = 1_000_000;

    private readonly Generator _generator;
    private readonly Device _device;

    private TrainedGenerator(NetworkOptions networks, Generator generator, Device device, string checkpoint, PointDataSet? points)
    {
        (_generator, _device, Networks, Checkpoint, Points) =
            (generator, device, networks, checkpoint, points);
        Sampler = new Sampler(generator, networks, device);
    }

    /// <summary>What the generator is.</summary>
    public NetworkOptions Networks { get; }

    /// <summary>The file.</summary>
    public string Checkpoint { get; }

    /// <summary>The built-in points that the run trained on; null for other data.</summary>
    public PointDataSet? Points { get; }

    /// <summary>Draws samples from it.</summary>
    public Sampler Sampler { get; }

    /// <summary>Opens the latest checkpoint of a run, or a checkpoint file.</summary>
    /// <param name="path">The run's folder, or the file.</param>
    /// <param name="device">Where to compute; null for the default device.</param>
    /// <param name="average">Whether the moving average is taken where there is one; else the network as it was trained.</param>
    /// <exception cref="IOException">There is none.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is broken.</exception>
    public static TrainedGenerator Open(string path, Device? device = null, bool average = true)
    {
        device ??= DeviceList.Default;
        string checkpoint = File.Exists(path) ? path : RunFolder.Open(path).LatestCheckpoint()
            ?? throw new FileNotFoundException($"{path}: holds no checkpoint yet; train for longer, or name a checkpoint file.");
        StateDict state = StateDict.Load(checkpoint), weights = state.Sub(average ? GanTrainer.AveragePrefix : "generator");
        if (weights.Count == 0) weights = state.Sub("generator");
        NetworkOptions networks = NetworkOptions.FromMetadata(state.Metadata, checkpoint);
        var module = new ModuleOptions { Device = device, Limit = weights.Sum(entry => (long)Math.Max(entry.Shape.Product, 1)) };
        try
        {
            Generator generator = Models.Networks.Generator(networks, module);
            generator.LoadStateDict(weights);
            generator.Eval();
            return new TrainedGenerator(networks, generator, device, checkpoint, PointsOf(state, networks));
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{checkpoint}: {e.Message}", e);
        }
    }

    /// <summary>
    /// Replaces the running statistics of batch normalization by standing ones: the plain averages over batches of 64 fresh
    /// samples (Brock et al., Large scale GAN training for high fidelity natural image synthesis, 2019, section 4.1). Another
    /// protocol than running statistics: say which one a number was measured with.
    /// </summary>
    /// <param name="batches">How many batches, 1 to 10,000.</param>
    /// <param name="seed">What their noise follows from.</param>
    /// <exception cref="ArgumentException">Another number of batches, or a generator without batch normalization.</exception>
    public void UseStandingStatistics(int batches, ulong seed)
    {
        if (batches is < 1 or > MostStandingBatches)
            throw new ArgumentException($"standing-statistics: found {batches} batches, expected 1 to {MostStandingBatches}.");
        BatchNorm[] layers = [.. _generator.Modules.OfType<BatchNorm>()];
        if (layers.Length == 0)
        {
            throw new ArgumentException(
                $"standing-statistics: the generator of {Checkpoint} has no batch normalization; leave them away.");
        }
        foreach (BatchNorm layer in layers)
        {
            layer.ResetStatistics();
            layer.Momentum = null;
            layer.Train();
        }

        using NoGrad withoutGraph = NoGrad.Begin();
        var noise = new RandomGenerator(seed, RandomStreams.StandingStatistics);
        for (int batch = 0; batch < batches; batch++)
        {
            using TensorScope scope = TensorScope.Begin();
            Tensor z = noise.Normal([StandingBatch, Networks.Latent, 1, 1], device: _device);
            _generator.Forward(z, Sampler.Labels(StandingBatch, index => batch * StandingBatch + index));
        }

        _generator.Eval();
    }

    /// <summary>
    /// One picture of samples: images in rows (<see cref="Sampler.Grid"/>), points as a scatter plot over those of the data.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// So many images do not fit into one picture, there is no such class, or points come from data that is not built in.
    /// </exception>
    public Image Picture(int count, ulong seed, int? label = null)
    {
        if (Networks.Size > 1) return Sampler.Grid(count, seed, label);
        if (count > MostPoints) throw new ArgumentException($"count: found {count} points, expected at most {MostPoints}.");
        PointDataSet points = Points
            ?? throw new ArgumentException($"{Checkpoint}: makes points of unknown data, expected a built-in set of the plane.");
        return ScatterPlot.Compose(points, Sampler.Generate(count, seed, label));
    }

    /// <inheritdoc/>
    public void Dispose() => _generator.Dispose();

    private static PointDataSet? PointsOf(StateDict state, NetworkOptions networks) =>
        networks.Size == 1 && state.Metadata.TryGetValue(Training.Checkpoint.DataEntry, out string? data)
            ? DataSets.Open(data, networks.Size, networks.Channels) as PointDataSet
            : null;
}
