using Adversa.Autograd;
using Adversa.Gan.Data.Images;
using Adversa.Gan.Models;
using Adversa.Gan.Reports;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Gan.Training;

/// <summary>
/// Draws samples from a generator in evaluation mode. Sample i of a seed is the same however many are drawn; a conditional
/// generator gives the classes in turn, unless one is asked for.
/// </summary>
/// <param name="generator">The network; in training mode again afterwards if it was.</param>
/// <param name="networks">What it is.</param>
/// <param name="device">Where it is.</param>
public sealed class Sampler(Generator generator, NetworkOptions networks, Device device)
{
    private const int SamplesAtOnce = 64;
    private const int MaxPictureNumbers = 1 << 26;

    /// <summary>How many classes the generator knows; 0 if it is not conditional.</summary>
    public int Classes => networks.Conditioning == Conditioning.None ? 0 : networks.Classes;

    private int SampleLength => networks.Channels * networks.Size * networks.Size;

    /// <summary>Samples one after the other, [count, C, size, size].</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">What the noise follows from.</param>
    /// <param name="label">The class of all; null for all classes in turn.</param>
    /// <param name="first">The number of the first one.</param>
    /// <exception cref="ArgumentException">There is no such class.</exception>
    public float[] Generate(int count, ulong seed, int? label = null, int first = 0)
    {
        RequireClass(label);
        return Generate(Noise(first, count, seed), index => label ?? first + index);
    }

    /// <summary>
    /// One picture of <paramref name="count"/> images, in rows; a conditional generator's has a row for each class, unless one
    /// class is asked for or there are more classes than images, and rounds the count up to full rows.
    /// </summary>
    /// <exception cref="ArgumentException">So many images do not fit into one picture, or there is no such class.</exception>
    public Image Grid(int count, ulong seed, int? label = null)
    {
        RequireClass(label);
        bool hasRows = label is null && Classes > 0 && Classes <= count;
        long columns = hasRows ? ((long)count + Classes - 1) / Classes : 0, images = hasRows ? columns * Classes : count;
        RequirePicture(images);
        float[] noise = Noise(0, (int)images, seed);
        return hasRows
            ? Compose(Generate(noise, index => index / (int)columns), (int)columns)
            : Compose(Generate(noise, index => label ?? index), columns: null);
    }

    /// <summary>Single images, made when they are asked for; image i is the same for any count.</summary>
    /// <exception cref="ArgumentException">There is no such class.</exception>
    public IEnumerable<Image> Images(int count, ulong seed, int? label = null)
    {
        for (int first = 0; first < count; first += SamplesAtOnce)
        {
            int images = Math.Min(SamplesAtOnce, count - first);
            float[] pixels = Generate(images, seed, label, first);
            for (int i = 0; i < images; i++)
            {
                yield return SampleGrid.Single(
                    pixels.AsSpan(i * SampleLength, SampleLength), networks.Channels, networks.Size, networks.Size);
            }
        }
    }

    /// <summary>
    /// A picture whose rows each lead from one random image to another in <paramref name="columns"/> steps, along the great
    /// circle between their noise vectors, so that every vector in between is as long as a random one (White, Sampling
    /// generative networks, 2016). The rows of a conditional generator have the classes in turn, unless one is asked for.
    /// </summary>
    /// <exception cref="ArgumentException">So many images do not fit into one picture, or there is no such class.</exception>
    public Image Interpolation(int rows, int columns, ulong seed, int? label = null)
    {
        RequireClass(label);
        RequirePicture((long)rows * columns);
        int latent = networks.Latent;
        float[] ends = Noise(0, 2 * rows, seed);
        var noise = new float[rows * columns * latent];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> from = ends.AsSpan(2 * row * latent, latent), to = ends.AsSpan((2 * row + 1) * latent, latent);
            for (int column = 0; column < columns; column++)
            {
                Span<float> target = noise.AsSpan((row * columns + column) * latent, latent);
                GreatCircle.Between(from, to, columns == 1 ? 0 : (double)column / (columns - 1), target);
            }
        }

        return Compose(Generate(noise, index => label ?? index / columns), columns);
    }

    /// <summary>Classes for a batch, int32 [count]; null for a generator that is not conditional.</summary>
    /// <param name="count">How many.</param>
    /// <param name="labelOf">The class of each sample of the batch; those beyond the last begin again with the first.</param>
    internal Tensor? Labels(int count, Func<int, int> labelOf) => Classes == 0
        ? null
        : Tensor.From([.. Enumerable.Range(0, count).Select(index => labelOf(index) % Classes)], [count], device);

    /// <summary>Noise for some samples, one vector after the other; sample i has the same noise for any count.</summary>
    private float[] Noise(int first, int count, ulong seed)
    {
        using TensorScope scope = TensorScope.Begin();
        var random = new RandomGenerator(seed, RandomStreams.Samples, position: (ulong)first * (ulong)networks.Latent);
        return random.Normal([count, networks.Latent], device: device).ToArray<float>();
    }

    private float[] Generate(ReadOnlySpan<float> noise, Func<int, int> labelOf)
    {
        int count = noise.Length / networks.Latent;
        var samples = new float[checked(count * SampleLength)];
        bool wasTraining = generator.IsTraining;
        using NoGrad withoutGraph = NoGrad.Begin();
        generator.Eval();
        try
        {
            for (int start = 0; start < count; start += SamplesAtOnce)
            {
                using TensorScope scope = TensorScope.Begin();
                int size = Math.Min(SamplesAtOnce, count - start), from = start;

                // Always a full batch: how a convolution is computed, and with it the last bits, may depend on the batch's size.
                var z = Tensor.Zeros([SamplesAtOnce, networks.Latent, 1, 1], device: device);
                z.Slice(0, 0, size).CopyFrom(noise.Slice(start * networks.Latent, size * networks.Latent));
                Variable made = generator.Forward(z, Labels(SamplesAtOnce, index => labelOf(from + index)));
                made.Value.Slice(0, 0, size).CopyTo(samples.AsSpan(start * SampleLength, size * SampleLength));
            }
        }
        finally
        {
            if (wasTraining) generator.Train();
        }

        return samples;
    }

    private Image Compose(float[] pixels, int? columns) => SampleGrid.Compose(
        pixels, pixels.Length / SampleLength, networks.Channels, networks.Size, networks.Size, columns,
        scale: networks.Size < 64 ? 2 : 1);

    private void RequireClass(int? label)
    {
        if (label is null || (label >= 0 && label < Classes)) return;
        throw new ArgumentException(Classes == 0
            ? $"label: found {label}, but the generator was trained without classes; leave the label away."
            : $"label: found {label}, expected a class from 0 to {Classes - 1}.");
    }

    private void RequirePicture(long count)
    {
        long numbers = Math.Max(SampleLength, networks.Latent);
        if (count * numbers <= MaxPictureNumbers) return;
        throw new ArgumentException(
            $"count: found {count} images for one picture, expected at most {MaxPictureNumbers / numbers}.");
    }
}
