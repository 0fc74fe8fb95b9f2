using Adversa.Gan.Data;
using Adversa.Gan.Data.Images;
using Adversa.Tests.Fixtures;

namespace Adversa.Tests.Data;

/// <summary>A picture's format is told by its bytes; a file that cannot be read is one line, whatever the build reads.</summary>
public sealed class ImageFileTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void AFolderMixesFormatsUnderAnyName()
    {
        if (!Jpeg.IsSupported) Assert.Ignore("libjpeg-turbo (Debian's libturbojpeg0) is not installed");
        _folder.Write("1.png", PngFixture.Random(5, 4, 2, 8, new Random(1)).Encode());
        _folder.Write("2.jpeg", File.ReadAllBytes(Fixture.PathOf(Fixture.ColourJpeg)));
        _folder.Write("3.png", File.ReadAllBytes(Fixture.PathOf(Fixture.GreyJpeg)));
        ImageFolderDataSet set = ImageFolderDataSet.Open(_folder.Path, 4, 4);
        Assert.That((set.Count, set.Channels, set.Skipped.Count), Is.EqualTo((3, 3, 0)));
    }

    [Test]
    public void TheFileIsNamed()
    {
        string path = _folder.Write("a.jpg", [0xFF, 0xD8, 0xFF, 0xE0]);
        Assert.That(() => ImageFile.Read(path),
            Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith($"{path}: found a JPEG image"));
        Assert.That(() => ImageFile.Read(path + "x"), Throws.InstanceOf<FileNotFoundException>().With.Message.Contains(path));
    }

    [Test]
    public void WhatIsNoPictureIsShown()
    {
        foreach ((byte[] file, string shown) in new[] { ("hello"u8.ToArray(), "68656C6C6F"), ([], "an empty file") })
            Assert.That(() => ImageFile.Read(file), Throws.InstanceOf<InvalidDataException>()
                .With.Message.Contains(shown).And.Message.Contains($"expected {ImageFile.Formats}"));
    }

    [Test]
    public void AFlippedByteGivesAPictureOrOneLine(
        [Values(Fixture.ColourJpeg, Fixture.ProgressiveJpeg, Fixture.GreyJpeg)] string name)
    {
        byte[] file = File.ReadAllBytes(Fixture.PathOf(name));
        for (int i = 0; i < file.Length; i++)
        {
            byte[] damaged = [.. file];
            damaged[i] ^= 0x40;
            try
            {
                ImageFile.Read(damaged);
            }
            catch (InvalidDataException error)
            {
                Assert.That(error.Message.Split('\n'), Has.Length.EqualTo(1), $"byte {i}");
            }
        }
    }
}
