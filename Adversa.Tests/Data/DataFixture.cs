using Adversa.Gan.Data;
using Adversa.Gan.Data.Images;

namespace Adversa.Tests.Data;

/// <summary>What tests do with samples and pictures again and again.</summary>
internal static class DataFixture
{
    /// <summary>Sample <paramref name="index"/> of a set, in an array of its own.</summary>
    public static float[] Read(DataSet set, int index)
    {
        var target = new float[set.SampleLength];
        set.Read(index, target);
        return target;
    }

    /// <summary>The picture as a PNG file.</summary>
    public static byte[] Encode(Image image)
    {
        var file = new MemoryStream();
        Png.Write(file, image);
        return file.ToArray();
    }
}
