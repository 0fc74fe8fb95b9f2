using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Autograd.Optimizers;
using Adversa.Gan.Data;
using Adversa.Gan.Losses;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Gan.Metrics;

/// <summary>
/// Trains a classifier on a labelled data set but for the images that are held out: Adam on the cross-entropy of a batch,
/// −mean log softmax(logits)[label], with images moved at random by up to 2 pixels. The same data, options and seed give the same
/// classifier to the bit, on any number of threads.
/// </summary>
public sealed class ClassifierTraining
{
    private readonly ClassifierOptions _options;
    private readonly ClassifierDescription _description;

    /// <summary>Checks and divides the data. Nothing is computed yet.</summary>
    /// <exception cref="ArgumentException">
    /// An option is out of range; or the data has no labels, one class alone, images that are not square or of a form that there
    /// is no network for, or too few images for a batch.
    /// </exception>
    public ClassifierTraining(DataSet data, ClassifierOptions options)
    {
        options.Validate();
        RequireClasses(data);
        if (data.Height != data.Width)
            throw new ArgumentException($"{data.Name}: found images {data.Height}x{data.Width}, expected square ones.");
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(data.Name));
        _description = new ClassifierDescription(data.Channels, data.Height, data.ClassNames, name);
        _description.Validate();
        _options = options;
        (Training, HeldOut) = Metrics.HeldOut.Split(data);
        if (Training.Count < options.Batch)
        {
            throw new ArgumentException(
                $"{data.Name}: found {Training.Count} images to train on, expected at least a batch of {options.Batch}; " +
                "use a smaller batch, or more data.");
        }
    }

    /// <summary>The images to train on.</summary>
    public DataSet Training { get; }

    /// <summary>The images that are held out.</summary>
    public DataSet HeldOut { get; }

    /// <summary>How many steps the training has; the last images of an epoch that do not fill a batch are left out.</summary>
    public int Steps => checked(Training.Count / _options.Batch * _options.Epochs);

    /// <summary>Trains a new classifier and measures its accuracies.</summary>
    /// <param name="device">Where to train; the classifier stays there. Null for the default device.</param>
    /// <param name="onStep">Called after each step.</param>
    /// <param name="cancellation">Ends the training behind the step that runs.</param>
    /// <exception cref="OperationCanceledException">It was asked to end; there is no classifier.</exception>
    /// <exception cref="InvalidDataException">An image cannot be read any more.</exception>
    public Classifier Run(Device? device = null, Action? onStep = null, CancellationToken cancellation = default)
    {
        device ??= DeviceList.Default;
        var module = new ModuleOptions { Device = device, Random = new RandomGenerator(_options.Seed) };
        var network = new ClassifierNetwork(_description.Channels, _description.Size, _description.ClassNames.Count, module);
        try
        {
            Train(network, device, onStep, cancellation);
            var classifier = new Classifier(_description, network, device);
            ClassifierDescription measured = _description with
            {
                TrainingAccuracy = classifier.Accuracy(Training),
                HeldOutAccuracy = classifier.Accuracy(HeldOut),
            };
            cancellation.ThrowIfCancellationRequested();
            return new Classifier(measured, network, device);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private void Train(ClassifierNetwork network, Device device, Action? onStep, CancellationToken cancellation)
    {
        using var pipeline = new BatchPipeline(Training, _options.Batch, new PipelinePosition(_options.Seed));
        using var optimizer = new Adam(network.Parameters);
        var shifted = new float[_options.Batch * Training.SampleLength];
        for (int step = 0; step < Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            using Batch batch = pipeline.Next();
            RandomShift.Apply(batch.Samples, (_description.Channels, _description.Size), _options.Seed, step, shifted);
            using Tape tape = Tape.Begin();
            Tensor images = Tensor.From(
                shifted, [batch.Size, _description.Channels, _description.Size, _description.Size], device);
            Tensor labels = Tensor.From(batch.Labels, [batch.Size], device);
            optimizer.ZeroGradients();
            Variable loss = ClassCrossEntropy.Of(network.Forward(images), labels);
            loss.Backward();
            optimizer.LearningRate = _options.LearningRate * (1 - (double)step / Steps);
            optimizer.Step();
            onStep?.Invoke();
        }
    }

    private static void RequireClasses(DataSet data)
    {
        if (data.ClassCount == 0)
        {
            throw new ArgumentException(
                $"{data.Name}: found no labels, expected a class for every image: a folder for each class, " +
                "or an IDX file of labels beside the images.");
        }

        int first = data.Label(0);
        if (Enumerable.Range(1, data.Count - 1).All(index => data.Label(index) == first))
        {
            throw new ArgumentException(
                $"{data.Name}: found images of one class alone, '{data.ClassNames[first]}', expected at least 2 classes.");
        }
    }
}
