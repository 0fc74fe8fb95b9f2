using Adversa.Autograd;
using Adversa.Gan.Data;
using Adversa.Gan.Models;

namespace Adversa.Gan.Training;

/// <summary>
/// One safetensors file with everything that a run needs to go on to the bit: both networks, both optimizers, the state of the
/// noise, the data's order and the step; and in its metadata what networks these are. It holds no times and no paths, so that
/// equal runs give equal files.
/// </summary>
public static class Checkpoint
{
    private const string DataPosition = "data.position";

    /// <summary>Writes a checkpoint; a file of the same name is replaced only once the new one is complete.</summary>
    /// <exception cref="IOException">The disk is full or cannot be written.</exception>
    public static void Save(string path, GanTrainer trainer, NetworkOptions networks, PipelinePosition position)
    {
        StateDict state = trainer.State();
        state.Add<long>(DataPosition, [2], [position.Epoch, position.Batch]);
        state.Save(path, networks.ToMetadata());
    }

    /// <summary>Restores a trainer from a checkpoint, and gives the position of the data.</summary>
    /// <exception cref="InvalidDataException">The file is broken, or belongs to other networks.</exception>
    public static PipelinePosition Load(string path, GanTrainer trainer, ulong seed)
    {
        StateDict state = StateDict.Load(path);
        try
        {
            trainer.Load(state);
            ReadOnlySpan<long> position = state.Values<long>(DataPosition);
            return new PipelinePosition(seed, position[0], (int)position[1]);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }
}
