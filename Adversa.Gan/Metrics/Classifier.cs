using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Data;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Gan.Metrics;

/// <summary>
/// A small convolutional network that tells the classes of a labelled data set apart, and says how good it is at that. It judges
/// generated images: which class they show, and whether that is the one they were made for.
/// </summary>
public sealed class Classifier : IDisposable
{
    private const int ImagesAtOnce = 64;

    private readonly Device _device;

    internal Classifier(ClassifierDescription description, Module network, Device device)
    {
        Description = description;
        Network = network;
        _device = device;
    }

    /// <summary>What the classifier reads, what it was trained on, and how good it is.</summary>
    public ClassifierDescription Description { get; }

    /// <summary>Images [N, C, S, S] to logits [N, classes].</summary>
    internal Module Network { get; }

    /// <summary>Reads a file that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where to compute; null for the default device.</param>
    /// <exception cref="InvalidDataException">It is something else, or damaged; the message is one line and names it.</exception>
    /// <exception cref="IOException">It is missing or cannot be read.</exception>
    public static Classifier Open(string path, Device? device = null) =>
        ClassifierFile.Read(path, device ?? DeviceList.Default);

    /// <summary>
    /// Writes everything that it takes to use the classifier into one .safetensors file; an older one stays until the new one is
    /// complete.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => ClassifierFile.Write(path, this);

    /// <summary>Throws unless the classifier reads images of this form.</summary>
    /// <param name="source">Where the images come from, for the message.</param>
    /// <param name="channels">1 for grey, 3 for RGB.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">It does not; the message says how to train one that does.</exception>
    public void RequireForm(string source, int channels, int height, int width)
    {
        (int expectedChannels, int size) = (Description.Channels, Description.Size);
        if ((channels, height, width) == (expectedChannels, size, size)) return;
        throw new ArgumentException(
            $"{source}: found images {channels}x{height}x{width}, but the classifier was trained on " +
            $"{expectedChannels}x{size}x{size}; train the right one by " +
            $"adversa classifier --data DATA --size {height} --channels {channels}.");
    }

    /// <summary>Throws unless the classifier knows as many classes as samples were made for, as it must to judge them.</summary>
    /// <param name="source">Where the samples come from, for the message.</param>
    /// <param name="classes">How many classes they were made for.</param>
    /// <exception cref="ArgumentException">It does not; the message says what to do.</exception>
    public void RequireClasses(string source, int classes)
    {
        IReadOnlyList<string> names = Description.ClassNames;
        if (classes == names.Count) return;
        throw new ArgumentException(
            $"{source}: found {classes} classes, but the classifier knows {names.Count}, '{names[0]}' to '{names[^1]}'; " +
            "train one on the run's own data by adversa classifier --data DATA.");
    }

    /// <summary>The class with the largest logit for each image, of equal ones the first.</summary>
    /// <param name="images">[N, C, S, S] in [−1, 1].</param>
    /// <exception cref="ArgumentException">The numbers do not make up images of the classifier's form.</exception>
    public int[] Predict(ReadOnlySpan<float> images)
    {
        (int channels, int size, int classes) = (Description.Channels, Description.Size, Description.ClassNames.Count);
        int length = channels * size * size, count = images.Length / length;
        if (count * length != images.Length)
        {
            throw new ArgumentException(
                $"Classifier: found {images.Length} numbers, expected images [N, {channels}, {size}, {size}].", nameof(images));
        }

        var labels = new int[count];
        var logits = new float[ImagesAtOnce * classes];
        Network.Eval();
        using NoGrad withoutGraph = NoGrad.Begin();
        for (int first = 0; first < count; first += ImagesAtOnce)
        {
            using TensorScope scope = TensorScope.Begin();
            int some = Math.Min(ImagesAtOnce, count - first);
            Tensor x = Tensor.From(images.Slice(first * length, some * length), [some, channels, size, size], _device);
            Network.Forward(x).Value.CopyTo(logits.AsSpan(0, some * classes));
            for (int i = 0; i < some; i++) labels[first + i] = IndexOfLargest(logits.AsSpan(i * classes, classes));
        }

        return labels;
    }

    /// <summary>The share of a labelled set's images that are read as what they are, 0 to 1.</summary>
    /// <exception cref="ArgumentException">The images have another form.</exception>
    /// <exception cref="InvalidOperationException">The set has no labels.</exception>
    public double Accuracy(DataSet data)
    {
        RequireForm(data.Name, data.Channels, data.Height, data.Width);
        int right = 0;
        for (int first = 0; first < data.Count; first += ImagesAtOnce)
        {
            int some = Math.Min(ImagesAtOnce, data.Count - first);
            var images = new float[some * data.SampleLength];
            for (int i = 0; i < some; i++) data.Read(first + i, images.AsSpan(i * data.SampleLength, data.SampleLength));
            int[] labels = Predict(images);
            for (int i = 0; i < some; i++) right += labels[i] == data.Label(first + i) ? 1 : 0;
        }

        return (double)right / data.Count;
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    private static int IndexOfLargest(ReadOnlySpan<float> numbers)
    {
        int largest = 0;
        for (int i = 1; i < numbers.Length; i++)
        {
            if (numbers[i] > numbers[largest]) largest = i;
        }

        return largest;
    }
}
