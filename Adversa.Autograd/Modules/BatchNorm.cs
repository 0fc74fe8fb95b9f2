using Adversa.Kernels;
using Adversa.Kernels.Sources;
using Adversa.Tensors;

namespace Adversa.Autograd.Modules;

/// <summary>
/// Batch normalization of x [N,C,...] per channel: γ·(x − mean)/√(variance + ε) + β (Ioffe and Szegedy, 2015). In training the
/// statistics are the batch's, and running averages of them are kept for evaluation; a layer that keeps none uses the batch's
/// always. <c>weight</c> γ [C], <c>bias</c> β [C], <c>running_mean</c> [C], <c>running_var</c> [C], <c>num_batches_tracked</c>.
/// </summary>
public abstract class BatchNorm : Module
{
    private readonly int _channels;
    private readonly double _epsilon;
    private readonly Tensor? _batches;
    private readonly Variable _gamma, _beta;
    private long _batchCount;

    private protected BatchNorm(
        int channels, double epsilon, double? momentum, bool affine, bool trackRunningStatistics, ModuleOptions? options)
    {
        options ??= ModuleOptions.Default;
        (_channels, _epsilon, Momentum) = (channels, epsilon, momentum);
        if (affine)
        {
            _gamma = Weight = Register("weight", new Parameter(options.Empty([channels]).Fill(1)));
            _beta = Bias = Register("bias", new Parameter(options.Empty([channels]).Fill(0)));
        }
        else
        {
            _gamma = Own(Tensor.Ones([channels], options.Type, options.Device));
            _beta = Own(Tensor.Zeros([channels], options.Type, options.Device));
        }

        if (!trackRunningStatistics) return;
        RunningMean = Register("running_mean", options.Empty([channels]).Fill(0));
        RunningVariance = Register("running_var", options.Empty([channels]).Fill(1));
        _batches = Register("num_batches_tracked", Tensor.Zeros([], DType.Int64, options.Device));
    }

    /// <summary>γ [C], 1 at first; null for a layer that is not affine.</summary>
    public Parameter? Weight { get; }

    /// <summary>β [C], 0 at first; null for a layer that is not affine.</summary>
    public Parameter? Bias { get; }

    /// <summary>
    /// The average of the batches' means [C], 0 at first: new = (1 − momentum)·old + momentum·batch. Null where none is kept.
    /// </summary>
    public Tensor? RunningMean { get; }

    /// <summary>The average of the batches' unbiased variances [C], 1 at first. Null where none is kept.</summary>
    public Tensor? RunningVariance { get; }

    /// <summary>The batch's share in the running statistics; null for the plain average of all batches.</summary>
    public double? Momentum { get; set; }

    /// <summary>
    /// Whether passes in training change the running statistics. Off for passes that are not part of a network's own training,
    /// such as the generator's while the discriminator trains.
    /// </summary>
    public bool UpdatesStatistics { get; set; } = true;

    /// <summary>The axes of an input, for messages.</summary>
    private protected abstract string ExpectedAxes { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">
    /// The input has other axes or channels, or one value per channel where the batch's statistics are used.
    /// </exception>
    public override Variable Forward(Variable x)
    {
        RequireInput(x);
        if (!IsTraining && RunningMean is not null)
            return Functions.BatchNormInference(x, RunningMean, RunningVariance!, _gamma, _beta, _epsilon);

        int perChannel = x.Shape.Count / Math.Max(_channels, 1);
        if (perChannel <= 1)
        {
            throw new ArgumentException(
                $"{this}: the batch's statistics need more than one value per channel, but the input is {x.Value.Describe()}; " +
                "use a larger batch, or Eval.");
        }

        Variable y = Functions.BatchNorm(x, _gamma, _beta, _epsilon, out Tensor mean, out Tensor variance);
        if (IsTraining && UpdatesStatistics && RunningMean is not null) UpdateStatistics(mean, variance, perChannel);
        return y;
    }

    /// <summary>
    /// Forgets the batches: mean 0, variance 1, no batch counted. Nothing happens where no running statistics are kept.
    /// </summary>
    public void ResetStatistics()
    {
        RunningMean?.Fill(0);
        RunningVariance?.Fill(1);
        _batches?.Fill(0);
        _batchCount = 0;
    }

    private protected override void OnStateLoaded() => _batchCount = _batches?.ToArray<long>()[0] ?? 0;

    /// <summary>Whether an input of this rank is what the layer is made for.</summary>
    private protected abstract bool Takes(int rank);

    private void RequireInput(Variable x)
    {
        if (Takes(x.Shape.Rank) && x.Shape[1] == _channels) return;
        throw new ArgumentException(
            $"{this}: input {x.Value.Describe()} does not fit; expected {ExpectedAxes} with C = {_channels}.");
    }

    private void UpdateStatistics(Tensor mean, Tensor variance, int perChannel)
    {
        using TensorScope scope = TensorScope.Begin();

        // The count is kept here as well, so that no step waits for the device.
        _batches!.Fill(++_batchCount);
        double share = Momentum ?? 1.0 / _batchCount;
        Pointwise.Ema.ApplyInPlace([RunningMean!, mean], 1 - share);
        Pointwise.Ema.ApplyInPlace([RunningVariance!, variance * (perChannel / (perChannel - 1.0))], 1 - share);
    }
}
