namespace Adversa.Autograd.Modules;

/// <summary>Batch normalization of x [N,C] or [N,C,L]; see <see cref="BatchNorm"/>.</summary>
/// <param name="channels">C.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="momentum">The batch's share in the running statistics; null for the plain average of all batches.</param>
/// <param name="affine">Whether there are γ and β.</param>
/// <param name="trackRunningStatistics">Whether running statistics are kept, for evaluation.</param>
/// <param name="options">Element type and device.</param>
public sealed class BatchNorm1d(
    int channels, double epsilon = 1e-5, double? momentum = 0.1, bool affine = true, bool trackRunningStatistics = true,
    ModuleOptions? options = null) : BatchNorm(channels, epsilon, momentum, affine, trackRunningStatistics, options)
{
    private protected override string ExpectedAxes => "[N,C] or [N,C,L]";

    private protected override bool Takes(int rank) => rank is 2 or 3;
}
