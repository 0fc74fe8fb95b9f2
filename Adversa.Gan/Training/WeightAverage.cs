using Adversa.Autograd.Modules;
using Adversa.Gan.Models;
using Adversa.Tensors;
using Pointwise = Adversa.Kernels.Sources.Pointwise;

namespace Adversa.Gan.Training;

/// <summary>
/// The exponential moving average of a generator: a = decay·a + (1 − decay)·g after each step, of its parameters and of its batch
/// normalization's running statistics (Yazıcı et al., The unusual effectiveness of averaging in GAN training, 2019). Other
/// buffers are copied: an average of spectral normalization's unit vectors would be none. They are then made to fit the averaged
/// weights.
/// </summary>
internal sealed class WeightAverage : IDisposable
{
    private readonly double _decay;
    private readonly int _from;
    private readonly (Tensor Average, Tensor Current)[] _averaged;
    private readonly (Tensor Average, Tensor Current)[] _copied;
    private readonly SpectralNorm[] _spectralNorms;
    private readonly Generator _network;
    private bool _isUpdated;

    /// <summary>An average that begins as a copy.</summary>
    /// <param name="generator">What is averaged.</param>
    /// <param name="twin">A network of the same kind, which becomes the average and is disposed with it.</param>
    /// <param name="decay">The share that stays at each step.</param>
    /// <param name="from">Up to this step it is a copy.</param>
    public WeightAverage(Generator generator, Generator twin, double decay, int from)
    {
        (_decay, _from, _network) = (decay, from, twin);
        _spectralNorms =
            [.. twin.Modules.OfType<WeightedLayer>().Select(layer => layer.Normalization).OfType<SpectralNorm>()];
        IEnumerable<Tensor> weights = generator.Parameters.Select(parameter => parameter.Value);
        HashSet<Tensor> statistics = [.. twin.Modules.OfType<BatchNorm>().SelectMany(RunningStatistics)];
        (Tensor Average, Tensor Current)[] buffers = Pairs(twin.NamedBuffers().Select(named => named.Buffer),
            generator.NamedBuffers().Select(named => named.Buffer));
        _averaged =
        [
            .. Pairs(twin.Parameters.Select(parameter => parameter.Value), weights),
            .. buffers.Where(pair => statistics.Contains(pair.Average)),
        ];
        _copied = [.. buffers.Where(pair => !statistics.Contains(pair.Average))];
        Update(step: 0);
    }

    /// <summary>The averaged generator. Once after each update, its spectral norms take steps of their own.</summary>
    public Generator Network()
    {
        if (_isUpdated)
        {
            foreach (SpectralNorm norm in _spectralNorms) norm.Iterate();
        }

        _isUpdated = false;
        return _network;
    }

    /// <summary>Takes in the generator after a step, counted from 1.</summary>
    public void Update(int step)
    {
        bool isCopy = step <= _from;
        foreach ((Tensor average, Tensor current) in _averaged)
        {
            if (isCopy) average.CopyFrom(current);
            else Pointwise.Ema.ApplyInPlace([average, current], _decay);
        }

        foreach ((Tensor average, Tensor current) in _copied) average.CopyFrom(current);
        _isUpdated = true;
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private static IEnumerable<Tensor> RunningStatistics(BatchNorm layer) =>
        layer.RunningMean is null ? [] : [layer.RunningMean, layer.RunningVariance!];

    private static (Tensor Average, Tensor Current)[] Pairs(IEnumerable<Tensor> averages, IEnumerable<Tensor> currents) =>
        [.. averages.Zip(currents)];
}
