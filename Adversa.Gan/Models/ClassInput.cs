using Adversa.Autograd;
using Adversa.Autograd.Modules;
using Adversa.Kernels;
using Adversa.Tensors;

namespace Adversa.Gan.Models;

/// <summary>The classes of a batch on their way into a network: whether it has to be told, and the one-hot input.</summary>
internal sealed class ClassInput
{
    private readonly int _classes;
    private readonly bool _isAppended, _isNeeded;

    private ClassInput(NetworkOptions options, bool isAppended, bool isNeeded) =>
        (_classes, _isAppended, _isNeeded) = (options.Classes, isAppended, isNeeded);

    /// <summary>How many channels <see cref="Append"/> adds.</summary>
    public int Channels => _isAppended ? _classes : 0;

    /// <summary>A generator is told the class: as one-hot input, or by its normalization.</summary>
    public static ClassInput OfGenerator(NetworkOptions options) => new(
        options, isAppended: options.Conditioning is Conditioning.Concatenation or Conditioning.Auxiliary,
        isNeeded: options.Conditioning != Conditioning.None);

    /// <summary>A discriminator is told the class, unless it guesses it.</summary>
    public static ClassInput OfDiscriminator(NetworkOptions options) => new(
        options, isAppended: options.Conditioning == Conditioning.Concatenation,
        isNeeded: options.Conditioning is Conditioning.Concatenation or Conditioning.Projection);

    /// <summary>
    /// x [N, C, ...] as it enters the network: [N, C + classes, ...] with 1 in all of channel C + label and 0 in the others, or x
    /// itself where the network takes classes in another way, or none.
    /// </summary>
    /// <exception cref="ArgumentException">Labels are missing, too many, or not what the network takes.</exception>
    /// <exception cref="IndexOutOfRangeException">There is no such class.</exception>
    public Variable Append(Module network, Variable x, Tensor? labels)
    {
        Require(network, labels, x.Shape[0]);
        if (!_isAppended) return x;
        Tensor ones = Tensor.Ones([x.Shape[0], 1], x.Value.DType, x.Value.Device);
        Variable oneHot = ones.ScatterAddAlong(1, labels!.Reshape(-1, 1), _classes);

        Span<int> sizes = stackalloc int[x.Shape.Rank];
        sizes.Fill(1);
        (sizes[0], sizes[1]) = (x.Shape[0], _classes);
        return Functions.Concat([x, oneHot.Reshape(Shape.Create(sizes)).Expand(x.Shape.With(1, _classes))], axis: 1);
    }

    private void Require(Module network, Tensor? labels, int samples)
    {
        if (labels is null)
        {
            if (!_isNeeded) return;
            throw new ArgumentException(
                $"{network}: found no labels, expected [{samples}], a class below {_classes} per sample.");
        }

        if (_classes == 0)
        {
            throw new ArgumentException(
                $"{network}: found labels {labels.Describe()}, expected none, as the network is not conditional.");
        }

        if (labels.Rank != 1 || labels.Count != samples || labels.DType is not (DType.Int32 or DType.Int64))
        {
            throw new ArgumentException(
                $"{network}: labels {labels.Describe()} do not fit; expected int32 or int64 [{samples}], " +
                $"a class below {_classes} per sample.");
        }
    }
}
