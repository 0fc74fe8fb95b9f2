using Adversa.Tensors.Serialization;

namespace Adversa.Tests.Serialization;

internal sealed class AtomicFileTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void WritesAndReplaces()
    {
        AtomicFile.Write(_folder["a.bin"], stream => stream.Write([1, 2, 3]));
        AtomicFile.Write(_folder["a.bin"], stream => stream.Write([4]));

        Assert.That(File.ReadAllBytes(_folder["a.bin"]), Is.EqualTo(new byte[] { 4 }));
        Assert.That(_folder.Names, Is.EqualTo(new[] { "a.bin" }));
    }

    [Test]
    public void PathMayBeRelative()
    {
        string name = Path.GetRelativePath(Environment.CurrentDirectory, _folder["a.bin"]);
        AtomicFile.Write(name, stream => stream.Write([7]));
        Assert.That(File.ReadAllBytes(_folder["a.bin"]), Is.EqualTo(new byte[] { 7 }));
    }

    [Test]
    public void OldFileIsThereUntilTheEnd()
    {
        File.WriteAllBytes(_folder["a.bin"], [9]);
        AtomicFile.Write(_folder["a.bin"], stream =>
        {
            stream.Write([1]);
            stream.Flush();
            Assert.That(File.ReadAllBytes(_folder["a.bin"]), Is.EqualTo(new byte[] { 9 }));
        });
    }

    [Test]
    public void ErrorOfTheCallerPassesAndNothingChanges()
    {
        File.WriteAllBytes(_folder["a.bin"], [9]);
        Assert.That(
            () => AtomicFile.Write(_folder["a.bin"], stream =>
            {
                stream.Write(new byte[100_000]);
                throw new OperationCanceledException();
            }),
            Throws.TypeOf<OperationCanceledException>());
        AssertUntouched();
    }

    [Test]
    [Platform("Linux", Reason = "/dev/full is a device that refuses every byte, as a full disk does")]
    public void FullDisk()
    {
        File.WriteAllBytes(_folder["a.bin"], [9]);
        Assert.That(
            () => AtomicFile.Write(_folder["a.bin"], _ =>
            {
                using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
                full.Write([1]);
                full.Flush();
            }),
            Throws.TypeOf<IOException>().With.Message.StartsWith(_folder["a.bin"])
                .And.Message.Contains("disk is full; free some space").And.Message.Not.Contains("\n"));
        AssertUntouched();
    }

    [TestCase(30, "disk is read-only")] // EROFS
    [TestCase(unchecked((int)0x80070013), "disk is read-only")] // ERROR_WRITE_PROTECT
    [TestCase(unchecked((int)0x80070070), "disk is full")] // ERROR_DISK_FULL
    [TestCase(5, "correct the cause")] // EIO
    public void CauseDecidesTheAdvice(int hresult, string advice)
    {
        File.WriteAllBytes(_folder["a.bin"], [9]);
        Assert.That(
            () => AtomicFile.Write(_folder["a.bin"], _ => throw new IOException("two\nlines", hresult)),
            Throws.TypeOf<IOException>().With.Message.Contains(advice).And.Message.Not.Contains("\n"));
        AssertUntouched();
    }

    [Test]
    public void MissingFolder() => Assert.That(
        () => AtomicFile.Write(Path.Combine(_folder["none"], "a.bin"), _ => { }),
        Throws.TypeOf<IOException>().With.Message.Contains("create the folder first"));

    [Test]
    public void FolderInTheWay()
    {
        Directory.CreateDirectory(_folder["a.bin"]);
        Assert.That(() => AtomicFile.Write(_folder["a.bin"], _ => { }), Throws.TypeOf<IOException>());
        Assert.That(_folder.Names, Is.Empty);
    }

    private void AssertUntouched()
    {
        Assert.That(File.ReadAllBytes(_folder["a.bin"]), Is.EqualTo(new byte[] { 9 }));
        Assert.That(_folder.Names, Is.EqualTo(new[] { "a.bin" }));
    }
}
