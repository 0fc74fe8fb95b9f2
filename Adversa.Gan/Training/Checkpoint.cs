using System.Globalization;
using System.Runtime.InteropServices;
using Adversa.Autograd;
using Adversa.Gan.Data;
using Adversa.Gan.Models;
using Adversa.Kernels;
using Adversa.Tensors.Serialization;

namespace Adversa.Gan.Training;

/// <summary>
/// One safetensors file with everything that a run needs to go on to the bit: both networks, both optimizers, the state of the
/// noise, the data's order and the step; and in its metadata what networks these are. It holds no times and no paths, so that
/// equal runs give equal files.
/// </summary>
public static class Checkpoint
{
    /// <summary>The metadata entry with the name of a built-in data set.</summary>
    internal const string DataEntry = "data";

    private const string ClassNames = "class-names";
    private const string Epoch = "data.epoch";
    private const string Batch = "data.batch";
    private const string Images = "data.images";
    private const string Seed = "seed";

    /// <summary>Writes a checkpoint; a file of the same name is replaced only once the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trainer">The networks, optimizers and noise.</param>
    /// <param name="options">The run's settings.</param>
    /// <param name="data">The real images.</param>
    /// <param name="position">Where the data goes on.</param>
    /// <param name="lastCheckpoint">The checkpoint before, for messages.</param>
    /// <exception cref="NonFiniteException">A number of the state is not finite; nothing was written.</exception>
    /// <exception cref="IOException">The disk is full or cannot be written.</exception>
    public static void Save(
        string path, GanTrainer trainer, TrainingOptions options, DataSet data, PipelinePosition position,
        string? lastCheckpoint)
    {
        StateDict state = trainer.State();
        if (state.FirstOrDefault(entry => !IsFinite(entry)) is { } spoiled)
            throw new NonFiniteException($"{spoiled.Name} holds infinite numbers or NaN", trainer.Steps, lastCheckpoint);
        state.Add<long>(Epoch, [1], [position.Epoch]);
        state.Add<long>(Batch, [1], [position.Batch]);
        state.Add<long>(Images, [1], [data.Count]);
        state.Add<long>(Seed, [1], [(long)options.Seed]);
        var metadata = new Dictionary<string, string>(options.Network.ToMetadata());
        if (DataSets.BuiltInNames.Contains(options.Data)) metadata[DataEntry] = options.Data;
        if (options.Conditioning != Conditioning.None) metadata[ClassNames] = ClassNamesOf(data);
        state.Save(path, metadata);
    }

    /// <summary>Restores a trainer from a checkpoint, and gives the position of the data.</summary>
    /// <exception cref="InvalidDataException">
    /// The file is broken, or belongs to other networks, another seed or other data.
    /// </exception>
    public static PipelinePosition Load(string path, GanTrainer trainer, TrainingOptions options, DataSet data)
    {
        StateDict state = StateDict.Load(path);
        try
        {
            Require(Seed, found: unchecked((ulong)state.Values<long>(Seed)[0]).ToString(CultureInfo.InvariantCulture),
                expected: options.Seed.ToString(CultureInfo.InvariantCulture), "the seed of the run");
            Require(Images, found: $"{state.Number(Images)}", expected: $"{data.Count}", $"the images in {data.Name}");
            if (options.Conditioning != Conditioning.None)
            {
                Require(ClassNames, found: state.Metadata.GetValueOrDefault(ClassNames) ?? "", expected: ClassNamesOf(data),
                    $"the classes of {data.Name}");
            }

            int batch = (int)Math.Min(state.Number(Batch), int.MaxValue);
            var position = new PipelinePosition(options.Seed, state.Number(Epoch), batch);
            trainer.Load(state);
            return position;
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>One counter of a state.</summary>
    /// <exception cref="ArgumentException">It is missing, is not one number, or is negative.</exception>
    internal static long Number(this StateDict state, string name) => state.Values<long>(name) is [>= 0 and var number]
        ? number
        : throw new ArgumentException($"found '{name}' with shape {state[name].Shape}, expected one number that is not negative");

    private static string ClassNamesOf(DataSet data) => string.Join(", ", data.ClassNames);

    private static void Require(string name, string found, string expected, string meaning)
    {
        if (found == expected) return;
        throw new ArgumentException(
            $"found {found} as '{name}', expected {expected}, {meaning}; go on with what the run began with");
    }

    private static bool IsFinite(SafetensorsEntry entry) => entry.DType switch
    {
        DType.Float32 => AllFinite(MemoryMarshal.Cast<byte, float>(entry.Data.Span)),
        DType.Float64 => AllFinite(MemoryMarshal.Cast<byte, double>(entry.Data.Span)),
        _ => true,
    };

    private static bool AllFinite<T>(ReadOnlySpan<T> numbers) where T : System.Numerics.INumberBase<T>
    {
        foreach (T number in numbers)
        {
            if (!T.IsFinite(number)) return false;
        }

        return true;
    }
}
