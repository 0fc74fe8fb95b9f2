namespace Adversa.Gan.Data;

/// <summary>A rectangle of the plane; y grows upwards.</summary>
/// <param name="Left">The smallest x.</param>
/// <param name="Bottom">The smallest y.</param>
/// <param name="Right">The largest x.</param>
/// <param name="Top">The largest y.</param>
public readonly record struct PlaneBounds(float Left, float Bottom, float Right, float Top);
