using Adversa.Gan.Data;
using Adversa.Gan.Data.Images;
using Adversa.Gan.Metrics;
using Adversa.Gan.Models;
using Adversa.Gan.Reports;
using Adversa.Kernels.Devices;
using Adversa.Tensors;
using Adversa.Tensors.Serialization;

namespace Adversa.Gan.Training;

/// <summary>
/// A training run in its folder: it draws batches, steps the trainer, and writes metrics, sample grids and checkpoints. A run
/// that was stopped goes on to the bit as if it had not been.
/// </summary>
public sealed class TrainingRun : IDisposable
{
    private const int SampleCount = 64, ScatterCount = 2500;

    private readonly GanTrainer _trainer;
    private readonly BatchPipeline _pipeline;

    private TrainingRun(TrainingOptions options, DataSet data, RunFolder folder, string? checkpoint)
    {
        Data = data;
        Options = options;
        Folder = folder;
        LastCheckpoint = checkpoint;
        Device = DeviceList.Open(options.Device, options.Threads);
        try
        {
            _trainer = new GanTrainer(options, device: Device);
            PipelinePosition start = checkpoint is null
                ? new(options.Seed)
                : Checkpoint.Load(checkpoint, _trainer, options, data);
            _pipeline = new BatchPipeline(data, options.Batch, start);
        }
        catch
        {
            _trainer?.Dispose();
            Device.Dispose();
            throw;
        }
    }

    /// <summary>Where the run keeps what it makes.</summary>
    public RunFolder Folder { get; }

    /// <summary>The settings, with everything that was left open resolved.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The real images.</summary>
    public DataSet Data { get; }

    /// <summary>Steps made so far.</summary>
    public int Step => _trainer.Steps;

    /// <summary>Where the run computes.</summary>
    public Device Device { get; }

    /// <summary>How many numbers the generator learns.</summary>
    public long GeneratorParameters => _trainer.Generator.ParameterCount;

    /// <summary>How many numbers the discriminator learns.</summary>
    public long DiscriminatorParameters => _trainer.Discriminator.ParameterCount;

    /// <summary>The newest sample grid that <see cref="Train"/> wrote.</summary>
    public string? LastSample { get; private set; }

    /// <summary>How many modes of a mixture the generator made when it was last sampled; null for other data.</summary>
    public ModeCoverage? Coverage { get; private set; }

    /// <summary>The checkpoint that the run started from, or the newest that <see cref="Train"/> wrote.</summary>
    public string? LastCheckpoint { get; private set; }

    /// <summary>A new run. Its folder is made only when <see cref="Train"/> begins.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="path">The run's folder; null for the next free one under <c>runs/</c>.</param>
    /// <exception cref="ArgumentException">
    /// A setting is out of range, the networks cannot make such samples, the data lacks the labels that they need, or the folder
    /// holds a run already.
    /// </exception>
    /// <exception cref="IOException">The data cannot be read.</exception>
    /// <exception cref="InvalidDataException">The data is broken.</exception>
    public static TrainingRun Start(TrainingOptions options, string? path = null)
    {
        options.Validate();
        RunFolder folder = RunFolder.New(path, NameOf(options));
        DataSet data = DataSets.Open(options.Data, options.Size, options.Channels == 0 ? null : options.Channels);
        return new TrainingRun(Resolve(options, data), data, folder, checkpoint: null);
    }

    /// <summary>Goes on with a run from its latest checkpoint, or from the one that is named.</summary>
    /// <param name="path">The run's folder, or one of its checkpoints.</param>
    /// <param name="change">
    /// Changes settings that may differ from the first part: steps, intervals, threads, the data's path.
    /// </param>
    /// <exception cref="IOException">There is no run, or no checkpoint yet.</exception>
    /// <exception cref="InvalidDataException">The settings or the checkpoint are broken, or belong to another run.</exception>
    /// <exception cref="ArgumentException">The change is out of range.</exception>
    public static TrainingRun Resume(string path, Func<TrainingOptions, TrainingOptions>? change = null)
    {
        RunFolder folder = RunFolder.Open(path);
        TrainingOptions options = TrainingOptionsFile.Read(folder.Config);
        options = change?.Invoke(options) ?? options;
        options.Validate();
        string checkpoint = File.Exists(path) ? path : folder.LatestCheckpoint()
            ?? throw new FileNotFoundException($"{path}: holds no checkpoint yet; begin the run again by --out {path}.");
        DataSet data = DataSets.Open(options.Data, options.Size, options.Channels);
        try
        {
            return new TrainingRun(Resolve(options, data), data, folder, checkpoint);
        }
        catch (InvalidDataException e) when (folder.LatestCheckpoint(before: checkpoint) is { } earlier)
        {
            throw new InvalidDataException($"{e.Message}; the checkpoint before is --resume {earlier}", e);
        }
    }

    /// <summary>
    /// Trains until all steps are made, the losses have converged, <paramref name="stopAfter"/> is reached or
    /// <paramref name="cancellation"/> asks to end; then writes a last sample grid and checkpoint.
    /// </summary>
    /// <param name="onStep">
    /// Called after each step. The device computes on while nobody asks for the step's numbers; a few times a second they have
    /// been read anyway.
    /// </param>
    /// <param name="stopAfter">The step to stop behind, counted from the run's begin.</param>
    /// <param name="cancellation">Ends the training behind the step that runs.</param>
    /// <exception cref="NonFiniteException">A loss or a weight is no number; the last good checkpoint stays.</exception>
    /// <exception cref="IOException">A result could not be written; the last good checkpoint stays.</exception>
    public TrainingOutcome Train(
        Action<TrainingProgress>? onStep = null, int? stopAfter = null, CancellationToken cancellation = default)
    {
        int last = Math.Min(Options.Steps, stopAfter ?? Options.Steps);
        Folder.Prepare(Options, Step);
        using var log = new StepLog(MetricsLog.Open(Folder.Metrics, Step), Options.Batch, () => LastCheckpoint);
        while (_trainer.FirstDiscriminatorSteps > 0 && !cancellation.IsCancellationRequested) FirstDiscriminatorStep(log);

        bool hasConverged = false;
        while (Step < last && !hasConverged && !cancellation.IsCancellationRequested)
        {
            StepReport report = TrainStep(log);
            log.Add(Step, report);
            hasConverged = _trainer.HasConverged;
            bool isSampleDue = Step % Options.SampleEvery == 0 || Step == last || hasConverged;
            bool isCheckpointDue = Step % Options.CheckpointEvery == 0;
            if (isSampleDue)
            {
                WriteSample(log);
                log.Write([.. CoverageMetrics()]);
            }

            if (isCheckpointDue) WriteCheckpoint(log);
            else if (log.IsDue) log.Write();
            onStep?.Invoke(new TrainingProgress(Step, Options.Steps, report, log.ImagesPerSecond));
        }

        WriteSample(log);
        WriteCheckpoint(log);
        return Step >= Options.Steps ? TrainingOutcome.Finished
            : hasConverged ? TrainingOutcome.Converged
            : cancellation.IsCancellationRequested ? TrainingOutcome.Interrupted
            : TrainingOutcome.Stopped;
    }

    /// <summary>Stops the loading of data and gives the memory back.</summary>
    public void Dispose()
    {
        _pipeline.Dispose();
        _trainer.Dispose();
        Device.Dispose();
    }

    /// <summary>What a run's folder is called by default: recipe or model, data, size of images.</summary>
    private static string NameOf(TrainingOptions options)
    {
        string kind = System.IO.Path.GetFileName(options.Recipe) is { Length: > 0 } recipe ? recipe : options.Model;
        string source = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(options.Data));
        string data = System.IO.Path.GetFileName(source);
        return (kind == data ? kind : $"{kind}-{data}") + (options.Size > 1 ? $"-{options.Size}" : "");
    }

    /// <summary>The settings with what the data decides.</summary>
    private static TrainingOptions Resolve(TrainingOptions options, DataSet data)
    {
        if (options.Size == 1 && data is not PointDataSet)
        {
            throw new ArgumentException(
                $"size: found 1 for the images of {data.Name}, expected more than a pixel; 1 is for points, as gaussians-25.");
        }

        if (options.Conditioning == Conditioning.None) return options with { Channels = data.Channels };
        string wish = $"conditioning: found {KindNames.Of(options.Conditioning)}";
        if (data.ClassCount < 2)
        {
            throw new ArgumentException(
                $"{wish} and {data.Name} with {(data.ClassCount == 0 ? "no labels" : "one class")}, " +
                "expected data of two classes or more; take labelled data, or --conditioning none.");
        }

        if (options.Classes != 0 && options.Classes != data.ClassCount)
        {
            throw new ArgumentException(
                $"classes: found {options.Classes}, expected the {data.ClassCount} of {data.Name}, " +
                "or 0 for as many as there are.");
        }

        return options with { Channels = data.Channels, Classes = data.ClassCount };
    }

    private void FirstDiscriminatorStep(StepLog log)
    {
        using TensorScope scope = TensorScope.Begin();
        int draws = 0;
        StepReport report = _trainer.FirstDiscriminatorStep(() => NextBatch(log, isFirstOfStep: draws++ == 0));
        log.Add(Step, report, hasLine: false);
        if (log.IsDue) log.Write();
    }

    private StepReport TrainStep(StepLog log)
    {
        int draws = 0;
        return _trainer.Step(() => NextBatch(log, isFirstOfStep: draws++ == 0));
    }

    private Samples NextBatch(StepLog log, bool isFirstOfStep)
    {
        try
        {
            using Batch batch = _pipeline.Next();
            Tensor values = Tensor.From(batch.Samples, [batch.Size, Data.Channels, Data.Height, Data.Width], Device);
            return new Samples(values, _trainer.NeedsLabels ? Tensor.From(batch.Labels, [batch.Size], Device) : null);
        }
        catch (InvalidDataException) when (isFirstOfStep)
        {
            // The data broke, not the training: what was trained so far is kept. In the middle of a step there is nothing whole.
            WriteCheckpoint(log);
            throw;
        }
    }

    private void WriteSample(StepLog log)
    {
        log.RequireFinite();
        string path = Folder.Sample(Step);
        if (LastSample == path) return;
        var sampler = new Sampler(_trainer.SampledGenerator, Options.Network, Device);
        Image picture = Data is PointDataSet points ? Scatter(points, sampler) : sampler.Grid(SampleCount, Options.Seed);
        AtomicFile.Write(path, stream => Png.Write(stream, picture));
        LastSample = path;
    }

    private Image Scatter(PointDataSet points, Sampler sampler)
    {
        float[] generated = sampler.Generate(ModeCoverage.SampleCount, Options.Seed);
        if (points is GaussianMixture mixture) Coverage = ModeCoverage.Of(generated, mixture);
        return ScatterPlot.Compose(points, generated.AsSpan(0, 2 * ScatterCount));
    }

    private IEnumerable<(string Name, double Value)> CoverageMetrics() => Coverage is null
        ? []
        : [("modes_covered", Coverage.ModesCovered), ("high_quality_share", Coverage.HighQualityShare)];

    private void WriteCheckpoint(StepLog log)
    {
        log.Write();
        string path = Folder.Checkpoint(Step);
        if (LastCheckpoint == path) return;
        Checkpoint.Save(path, _trainer, Options, Data, _pipeline.Position, LastCheckpoint);
        LastCheckpoint = path;
    }
}
