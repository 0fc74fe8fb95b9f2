namespace Adversa.Bench.Operations;

/// <summary>One row of the table.</summary>
/// <param name="Operation">The kernel, and what of it.</param>
/// <param name="Device">Where it ran.</param>
/// <param name="Shape">Sizes of its operands.</param>
/// <param name="MedianMs">Milliseconds of a launch, in the median over blocks of launches.</param>
/// <param name="BestMs">Milliseconds of a launch in the fastest block.</param>
/// <param name="Blocks">How many blocks were timed.</param>
/// <param name="LaunchesPerBlock">How many launches make a block.</param>
/// <param name="Work">Operations, or bytes, that the definition asks for.</param>
/// <param name="Rate">Work over the best time, in <paramref name="Unit"/>.</param>
/// <param name="Unit">GFLOP/s or GB/s.</param>
/// <param name="Peak">The best of what the yardstick gave in turns with the blocks.</param>
/// <param name="ShareOfPeak"><paramref name="Rate"/> over <paramref name="Peak"/>.</param>
internal sealed record OperationTiming(
    string Operation, string Device, string Shape, double MedianMs, double BestMs, int Blocks, int LaunchesPerBlock, long Work,
    double Rate, string Unit, double Peak, double ShareOfPeak);
