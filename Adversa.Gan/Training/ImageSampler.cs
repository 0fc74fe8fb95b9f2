using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Gan.Data.Images;
using Adversa.Gan.Models;
using Adversa.Gan.Reports;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Gan.Training;

/// <summary>
/// Images from a trained generator, in evaluation mode (with the running statistics of its batch normalization). Needs a
/// checkpoint and no training data.
/// </summary>
public sealed class ImageSampler : IDisposable
{
    private const int ImagesAtOnce = 64;
    private const int MaxPictureNumbers = 1 << 26;

    private readonly NetworkOptions _networks;
    private readonly Device _device;
    private readonly Module _generator;

    private ImageSampler(NetworkOptions networks, Module generator, Device device)
    {
        _networks = networks;
        _generator = generator;
        _device = device;
    }

    /// <summary>Opens the latest checkpoint of a run, or a checkpoint file.</summary>
    /// <exception cref="IOException">There is none.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is broken.</exception>
    public static ImageSampler Open(string path, Device? device = null)
    {
        device ??= DeviceList.Default;
        string checkpoint = File.Exists(path) ? path : RunFolder.Open(path).LatestCheckpoint()
            ?? throw new FileNotFoundException($"{path}: holds no checkpoint yet; train for longer, or name a checkpoint file.");
        StateDict state = StateDict.Load(checkpoint), weights = state.Sub("generator");
        NetworkOptions networks = NetworkOptions.FromMetadata(state.Metadata, checkpoint);
        var module = new ModuleOptions { Device = device, Limit = weights.Sum(entry => (long)Math.Max(entry.Shape.Product, 1)) };
        try
        {
            Module generator = Networks.Generator(networks, module);
            generator.LoadStateDict(weights);
            generator.Eval();
            return new ImageSampler(networks, generator, device);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{checkpoint}: {e.Message}", e);
        }
    }

    /// <summary>One picture of <paramref name="count"/> images, in rows.</summary>
    /// <param name="generator">z to images; in training mode again if it was.</param>
    /// <param name="networks">What the generator is.</param>
    /// <param name="count">How many images.</param>
    /// <param name="seed">What the noise follows from.</param>
    /// <param name="device">Where the generator is.</param>
    /// <exception cref="ArgumentException">So many images do not fit into one picture.</exception>
    public static Image Grid(Module generator, NetworkOptions networks, int count, ulong seed, Device device)
    {
        RequirePicture(networks, count);
        bool wasTraining = generator.IsTraining;
        generator.Eval();
        try
        {
            float[] noise = Noise(networks, 0, count, seed, device);
            return Compose(Generate(generator, networks, noise, device), networks, columns: null);
        }
        finally
        {
            if (wasTraining) generator.Train();
        }
    }

    /// <summary>One picture of <paramref name="count"/> images, in rows.</summary>
    /// <exception cref="ArgumentException">So many images do not fit into one picture.</exception>
    public Image Grid(int count, ulong seed) => Grid(_generator, _networks, count, seed, _device);

    /// <summary>Single images, made when they are asked for; image i is the same for any count.</summary>
    public IEnumerable<Image> Images(int count, ulong seed)
    {
        (int channels, int size) = (_networks.Channels, _networks.Size);
        int length = channels * size * size;
        for (int first = 0; first < count; first += ImagesAtOnce)
        {
            int images = Math.Min(ImagesAtOnce, count - first);
            float[] pixels = Generate(_generator, _networks, Noise(_networks, first, images, seed, _device), _device);
            for (int i = 0; i < images; i++)
                yield return SampleGrid.Single(pixels.AsSpan(i * length, length), channels, size, size);
        }
    }

    /// <summary>
    /// A picture whose rows each lead from one random image to another in <paramref name="columns"/> steps, along the great
    /// circle between their noise vectors, so that every vector in between is as long as a random one (White, Sampling
    /// generative networks, 2016).
    /// </summary>
    /// <exception cref="ArgumentException">So many images do not fit into one picture.</exception>
    public Image Interpolation(int rows, int columns, ulong seed)
    {
        RequirePicture(_networks, (long)rows * columns);
        float[] ends = Noise(_networks, 0, 2 * rows, seed, _device);
        var noise = new float[rows * columns * _networks.Latent];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> from = ends.AsSpan(2 * row * _networks.Latent, _networks.Latent);
            ReadOnlySpan<float> to = ends.AsSpan((2 * row + 1) * _networks.Latent, _networks.Latent);
            for (int column = 0; column < columns; column++)
            {
                Span<float> target = noise.AsSpan((row * columns + column) * _networks.Latent, _networks.Latent);
                AlongGreatCircle(from, to, columns == 1 ? 0 : (double)column / (columns - 1), target);
            }
        }

        return Compose(Generate(_generator, _networks, noise, _device), _networks, columns);
    }

    /// <inheritdoc/>
    public void Dispose() => _generator.Dispose();

    private static void RequirePicture(NetworkOptions networks, long count)
    {
        long numbers = Math.Max((long)networks.Channels * networks.Size * networks.Size, networks.Latent);
        if (count * numbers <= MaxPictureNumbers) return;
        throw new ArgumentException(
            $"count: found {count} images for one picture, expected at most {MaxPictureNumbers / numbers}.");
    }

    /// <summary>Noise for some images, one vector after the other; image i has the same noise for any count.</summary>
    private static float[] Noise(NetworkOptions networks, int first, int count, ulong seed, Device device)
    {
        using TensorScope scope = TensorScope.Begin();
        var random = new RandomGenerator(seed, RandomStreams.Samples, position: (ulong)first * (ulong)networks.Latent);
        return random.Normal([count, networks.Latent], device: device).ToArray<float>();
    }

    private static float[] Generate(Module generator, NetworkOptions networks, ReadOnlySpan<float> noise, Device device)
    {
        int count = noise.Length / networks.Latent, imageLength = networks.Channels * networks.Size * networks.Size;
        var pixels = new float[count * imageLength];
        using NoGrad withoutGraph = NoGrad.Begin();
        for (int start = 0; start < count; start += ImagesAtOnce)
        {
            using TensorScope scope = TensorScope.Begin();
            int images = Math.Min(ImagesAtOnce, count - start);
            Tensor z = Tensor.From(
                noise.Slice(start * networks.Latent, images * networks.Latent), [images, networks.Latent, 1, 1], device);
            generator.Forward(z).Value.CopyTo(pixels.AsSpan(start * imageLength, images * imageLength));
        }

        return pixels;
    }

    private static Image Compose(float[] pixels, NetworkOptions networks, int? columns)
    {
        int count = pixels.Length / (networks.Channels * networks.Size * networks.Size);
        return SampleGrid.Compose(
            pixels, count, networks.Channels, networks.Size, networks.Size, columns, scale: networks.Size < 64 ? 2 : 1);
    }

    private static void AlongGreatCircle(ReadOnlySpan<float> from, ReadOnlySpan<float> to, double share, Span<float> target)
    {
        double dot = 0, lengthFrom = 0, lengthTo = 0;
        for (int i = 0; i < from.Length; i++)
        {
            dot += from[i] * to[i];
            lengthFrom += from[i] * from[i];
            lengthTo += to[i] * to[i];
        }

        double angle = Math.Acos(Math.Clamp(dot / Math.Sqrt(lengthFrom * lengthTo), -1, 1));
        double sine = Math.Sin(angle);
        (double weightFrom, double weightTo) = sine < 1e-6
            ? (1 - share, share)
            : (Math.Sin((1 - share) * angle) / sine, Math.Sin(share * angle) / sine);
        for (int i = 0; i < from.Length; i++) target[i] = (float)(weightFrom * from[i] + weightTo * to[i]);
    }
}
