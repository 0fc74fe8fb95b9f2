namespace Adversa.Gan.Data;

/// <summary>A set of points of the plane: a sample is [2, 1, 1], x and then y, in the data's own units.</summary>
public abstract class PointDataSet : DataSet
{
    /// <summary>Starts a set of points.</summary>
    protected PointDataSet(string name) : base(name, channels: 2, height: 1, width: 1)
    {
    }

    /// <summary>
    /// What a picture of the points has to show. It holds all but a few of them and depends on how the points are distributed
    /// alone, so that pictures of different steps and runs can be compared.
    /// </summary>
    public abstract PlaneBounds Bounds { get; }
}
