namespace Adversa.Gan.Models;

/// <summary>The blocks of both networks for one image size.</summary>
/// <param name="Smallest">The side of the generator's first map.</param>
/// <param name="GeneratorWidths">
/// Channels, in features, of the first map and behind each block, all of which double the side.
/// </param>
/// <param name="DiscriminatorWidths">Channels, in features, behind each block.</param>
/// <param name="Halvings">How many blocks, from the first on, halve the side.</param>
internal sealed record ResNetPlan(int Smallest, int[] GeneratorWidths, int[] DiscriminatorWidths, int Halvings);
