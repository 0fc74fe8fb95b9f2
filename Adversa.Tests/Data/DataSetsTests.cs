using Adversa.Gan.Data;
using Adversa.Gan.Data.Images;
using static Adversa.Tests.Data.DataFixture;

namespace Adversa.Tests.Data;

/// <summary>What a name or path opens, and the one line that says why nothing is opened.</summary>
internal sealed class DataSetsTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void ShapesAreBuiltIn() => Assert.That(DataSets.Open("shapes", 16, null), Is.InstanceOf<ShapesDataSet>());

    [TestCase("gaussians-8", 8)]
    [TestCase("gaussians-25", 25)]
    public void MixturesAreBuiltIn(string name, int modes)
    {
        foreach (int? channels in new int?[] { null, 2 })
        {
            DataSet set = DataSets.Open(name, 1, channels);
            Assert.That(set, Is.InstanceOf<GaussianMixture>());
            Assert.That((set.Name, set.Channels, set.Height, set.Width), Is.EqualTo((name, 2, 1, 1)));
            Assert.That((set.Count, set.ClassCount), Is.EqualTo((100_000, modes)));
        }

        Assert.That(() => DataSets.Open(name, 32, null), Throws.ArgumentException.With.Message.EqualTo(
            $"{name}: found size 32, expected 1, for its samples are points and no images; use --size 1 --model mlp"));
        Assert.That(() => DataSets.Open(name, 1, 3), Throws.ArgumentException.With.Message.EqualTo(
            $"{name}: found 3 channels, expected the 2 coordinates of a point; leave --channels out"));
    }

    [TestCase("train-images-idx3-ubyte", true)]
    [TestCase("T10K-IMAGES.IDX3-ubyte", true)]
    [TestCase("idx3_a.png", false)]
    [TestCase("images.png", false)]
    public void AFolderIsIdxIfAFileNamesBothContentAndForm(string name, bool isIdx)
    {
        _folder.Write("a.png", OnePixelPng());
        _folder.Write(name, isIdx ? [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7] : OnePixelPng());
        Assert.That(DataSets.Open(_folder.Path, 1, null),
            isIdx ? Is.InstanceOf<IdxDataSet>() : Is.InstanceOf<ImageFolderDataSet>());
    }

    [Test]
    public void NothingThere() =>
        Expect<DirectoryNotFoundException>(_folder.Path + "/none", ["no such file or folder", .. DataSets.BuiltInNames]);

    [Test]
    public void AnEmptyFolder() => Expect<FileNotFoundException>(_folder.Path, "no images and no files", "PNG");

    [Test]
    public void AFolderOfAnotherFormatAlone()
    {
        string gif = _folder.Write("a.gif", "GIF89a"u8.ToArray());
        Expect<InvalidDataException>(_folder.Path, gif, "a GIF image", "expected");
    }

    [Test]
    public void LabelsWithoutImages()
    {
        string labels = _folder.Write("train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 12, .. new byte[12]]);
        Expect<FileNotFoundException>(_folder.Path, "train-labels-idx1-ubyte", "train-images-idx3-ubyte");
        Expect<InvalidDataException>(labels, "00000801", "expected 00000803 (IDX images); name a file of images");
    }

    [Test]
    public void OnePicture()
    {
        string picture = _folder.Write("a.png", OnePixelPng());
        Expect<InvalidDataException>(picture, "found a PNG image", "expected IDX", "give the folder");
    }

    private static void Expect<TException>(string source, params string[] words) where TException : Exception
    {
        string message = Assert.Throws<TException>(() => DataSets.Open(source, 16, null))!.Message;
        Assert.That(message, Does.StartWith(source + ": found "));
        Assert.That(message, Does.Not.Contain("\n"));
        foreach (string word in words) Assert.That(message, Does.Contain(word));
    }

    private static byte[] OnePixelPng() => Encode(new Image(1, 1, 1));
}
