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
    public void NothingThere() => Expect<DirectoryNotFoundException>(_folder.Path + "/none", "no such file or folder", "shapes");

    [Test]
    public void AnEmptyFolder() => Expect<FileNotFoundException>(_folder.Path, "no images and no files", "PNG");

    [Test]
    public void AFolderOfJpegAlone()
    {
        string jpeg = _folder.Write("a.jpg", [0xFF, 0xD8, 0xFF, 0xE0]);
        Expect<InvalidDataException>(_folder.Path, jpeg, "a JPEG image", "expected", "convert");
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
