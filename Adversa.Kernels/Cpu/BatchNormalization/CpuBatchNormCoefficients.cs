using System.Numerics;
using Adversa.Kernels.Sources;

namespace Adversa.Kernels.Cpu.BatchNormalization;

/// <summary>One channel's y = (x − Mean)·Scale + Shift, computed in double.</summary>
internal readonly unsafe struct NormalizeCoefficients<T> where T : unmanaged, INumberBase<T>
{
    public readonly T Mean, Scale, Shift;

    public NormalizeCoefficients(in BatchNormArguments arguments, int channel)
    {
        double variance = double.CreateTruncating(arguments.Variance.Pointer<T>()[channel]);
        double gamma = arguments.Gamma is { } g ? double.CreateTruncating(g.Pointer<T>()[channel]) : 1;
        Mean = arguments.Mean.Pointer<T>()[channel];
        Scale = T.CreateTruncating(gamma / Math.Sqrt(variance + arguments.Epsilon));
        Shift = arguments.Beta is { } b ? b.Pointer<T>()[channel] : T.Zero;
    }
}

/// <summary>
/// One channel's ∂L/∂x = OfGradY·∂L/∂y + OfDeviation·(x − Mean) + Shift, with the two derivatives that fall out on the way:
/// Ioffe and Szegedy (2015), section 3, with the sums Σ ∂L/∂y and Σ ∂L/∂y·(x − Mean) over the channel's m elements.
/// </summary>
internal readonly unsafe struct BackwardCoefficients<T> where T : unmanaged, INumberBase<T>
{
    public readonly T Mean, OfGradY, OfDeviation, Shift;

    /// <summary>Also writes the channel's GradGamma and GradBeta.</summary>
    public BackwardCoefficients(in BatchNormBackwardArguments arguments, int channel, double sum, double deviationSum)
    {
        double variance = double.CreateTruncating(arguments.Variance.Pointer<T>()[channel]);
        double gamma = arguments.Gamma is { } g ? double.CreateTruncating(g.Pointer<T>()[channel]) : 1;
        double r = 1 / Math.Sqrt(variance + arguments.Epsilon);
        double m = (double)arguments.Batch * arguments.Plane;
        Mean = arguments.Mean.Pointer<T>()[channel];
        OfGradY = T.CreateTruncating(gamma * r);
        OfDeviation = T.CreateTruncating(-gamma * r * r * r * deviationSum / m);
        Shift = T.CreateTruncating(-gamma * r * sum / m);
        arguments.GradGamma.Pointer<T>()[channel] = T.CreateTruncating(deviationSum * r);
        arguments.GradBeta.Pointer<T>()[channel] = T.CreateTruncating(sum);
    }
}
