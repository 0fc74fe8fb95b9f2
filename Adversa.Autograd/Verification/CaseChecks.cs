using Adversa.Kernels;
using Adversa.Kernels.Devices;
using Adversa.Tensors;

namespace Adversa.Autograd.Verification;

/// <summary>The checks of one sample call, on fresh numbers.</summary>
internal sealed class CaseChecks
{
    private readonly FunctionCase _case;
    private readonly Device _device;
    private readonly Evaluation _evaluation, _exact;
    private readonly double[][] _inputs;
    private readonly double[] _cotangent;
    private readonly double[][] _directions;
    private readonly Lazy<double[][]> _first;

    /// <param name="sample">The call.</param>
    /// <param name="device">Where it is checked.</param>
    /// <param name="reference">The CPU, which computes in float64 what float32 is compared with.</param>
    /// <param name="random">Gives inputs, cotangent and directions.</param>
    public CaseChecks(FunctionCase sample, Device device, Device reference, RandomGenerator random)
    {
        (_case, _device) = (sample, device);
        _evaluation = new Evaluation(sample, device, DType.Float64);
        _exact = device == reference ? _evaluation : new Evaluation(sample, reference, DType.Float64);
        _inputs = [.. sample.Inputs.Select(input => input.Values.Draw(input.Shape.Count, random))];
        var unit = Values.Uniform(-1, 1);
        _cotangent = unit.Draw(_exact.Value(_inputs).Length, random);
        _directions = [.. _inputs.Select(input => unit.Draw(input.Length, random))];
        _first = new(() => _evaluation.First(_inputs, _cotangent));
    }

    /// <summary>The worst that one check finds.</summary>
    public Comparison Run(Check check) => check switch
    {
        Check.First => Comparison.Of("gradient", _first.Value, FiniteDifferences.Gradient(L, _inputs)),
        Check.Second => Comparison.Of(
            "second gradient",
            _evaluation.Second(_inputs, _cotangent, _directions),
            FiniteDifferences.Gradient(G, [.. _inputs, _cotangent])),
        Check.Graph => Comparison.Of("gradient", _evaluation.First(_inputs, _cotangent, createGraph: true), _first.Value),
        Check.Layout => Comparison.Worst([OfLayout(Layout.Sliced), OfLayout(Layout.Reversed), OfOneCotangentForAll()]),
        Check.Float32 => OfFloat32(),
        Check.Parity => Comparison.Worst([
            Comparison.Of("value", _evaluation.Value(_inputs), _exact.Value(_inputs)),
            Comparison.Of("gradient", _first.Value, _exact.First(_inputs, _cotangent)),
            Comparison.Of(
                "second gradient",
                _evaluation.Second(_inputs, _cotangent, _directions), _exact.Second(_inputs, _cotangent, _directions))]),
        _ => throw new ArgumentOutOfRangeException(nameof(check), check, null),
    };

    private double L(double[][] inputs) => Dot(_evaluation.Value(inputs), _cotangent);

    private double G(double[][] inputsAndCotangent) =>
        _evaluation.First(inputsAndCotangent[..^1], inputsAndCotangent[^1]).Select((gradient, i) => Dot(gradient, _directions[i]))
            .Sum();

    private Comparison OfLayout(Layout layout)
    {
        var evaluation = new Evaluation(_case, _device, DType.Float64, layout);
        return Comparison.Worst([
            Comparison.Of($"{layout} value", evaluation.Value(_inputs), _evaluation.Value(_inputs)),
            Comparison.Of($"{layout} gradient", evaluation.First(_inputs, _cotangent), _first.Value)]);
    }

    private Comparison OfOneCotangentForAll()
    {
        double[] ones = [.. _cotangent.Select(_ => 1.0)];
        return Comparison.Of("gradient of the sum", _evaluation.FirstOfSum(_inputs), _evaluation.First(_inputs, ones));
    }

    private Comparison OfFloat32()
    {
        var single = new Evaluation(_case, _device, DType.Float32);
        return Comparison.Worst([
            Comparison.Of("float32 value", single.Value(_inputs), _exact.Value(_inputs)),
            Comparison.Of("float32 gradient", single.First(_inputs, _cotangent), _exact.First(_inputs, _cotangent))]);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
