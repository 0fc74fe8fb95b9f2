namespace Adversa.Gan.Data;

/// <summary>The shapes of <see cref="ShapesDataSet"/>; the number is the label.</summary>
public enum ShapeKind
{
    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A square.</summary>
    Square,

    /// <summary>An equilateral triangle.</summary>
    Triangle,

    /// <summary>A star with five points.</summary>
    Star,

    /// <summary>A ring.</summary>
    Ring,

    /// <summary>A cross with four equal arms.</summary>
    Cross,
}
