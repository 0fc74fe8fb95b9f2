using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Gan.Training;

/// <summary>
/// Where training steps write what they measure: a row of one tensor for each step, by launches alone, so that no step waits for
/// the device. Whoever asks a <see cref="StepReport"/> for a number gets all rows so far in one copy.
/// </summary>
/// <param name="parts">Batches per update: each writes its own part of a loss; they are added up when they are read.</param>
/// <param name="type">What the trainer computes with.</param>
/// <param name="device">Where it computes.</param>
internal sealed class StepJournal(int parts, DType type, Device device) : IDisposable
{
    /// <summary>
    /// A step that finds all rows taken has them read first: how far a program that asks for nothing can run ahead of its device.
    /// </summary>
    public const int Rows = 256;

    private readonly Tensor _numbers = TensorScope.Release(Tensor.Zeros([Rows, parts * MeasureCount], type, device));
    private JournalPage? _page;
    private int _measured;

    private static int MeasureCount { get; } = Enum.GetValues<Measure>().Length;

    /// <summary>Begins a step's row. That of a step which was broken off is used again.</summary>
    public void Begin()
    {
        _measured = 0;
        if (_page is { IsFull: false }) return;
        _page?.Read();
        _page = new JournalPage(_numbers);
    }

    /// <summary>Notes a number of the step; the last one counts.</summary>
    /// <param name="measure">What it is.</param>
    /// <param name="number">A tensor with one element.</param>
    /// <param name="part">Which batch of the update it belongs to.</param>
    public void Write(Measure measure, Tensor number, int part = 0)
    {
        _measured |= 1 << (int)measure;
        _page!.Write((int)measure * parts + part, number);
    }

    /// <summary>Ends the row; what was written in it can be asked for from now on.</summary>
    public StepReport End(double learningRateFactor) =>
        new(_page!, _page!.EndRow(), _measured, parts, learningRateFactor);

    /// <summary>Gives the memory back. What was not read is lost.</summary>
    public void Dispose() => _numbers.Dispose();
}

/// <summary>What steps measure.</summary>
internal enum Measure
{
    /// <summary>D's loss on real samples.</summary>
    DiscriminatorReal,

    /// <summary>D's loss on generated samples.</summary>
    DiscriminatorFake,

    /// <summary>The gradient penalty.</summary>
    Penalty,

    /// <summary>G's loss.</summary>
    Generator,

    /// <summary>The square of the 2-norm of D's gradient.</summary>
    DiscriminatorSquaredNorm,

    /// <summary>The square of the 2-norm of G's gradient.</summary>
    GeneratorSquaredNorm,
}
