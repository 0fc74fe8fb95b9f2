using Adversa.Kernels.Devices.Programs;

namespace Adversa.Tests.Devices;

/// <summary>Where compiled programs lie between processes.</summary>
[NonParallelizable]
internal sealed class ProgramCacheTests
{
    private static readonly byte[] Program = [3, 1, 4, 1, 5];

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void WhatIsWrittenIsRead()
    {
        var cache = new ProgramCache(_folder["a/b"]);
        Assert.That(cache.Read("key"), Is.Null);
        cache.Write("key", Program);
        Assert.That(cache.Read("key"), Is.EqualTo(Program));
        cache.Write("key", [.. Program, 9]);
        Assert.That(new ProgramCache(_folder["a/b"]).Read("key"), Is.EqualTo((byte[])[.. Program, 9]));
        Assert.That(cache.Read("other"), Is.Null);
    }

    [Test]
    public void TheKeyDependsOnEveryPart()
    {
        byte[] text = [1, 2];
        string[] keys =
        [
            ProgramCache.Key(text, "ab", "c"), ProgramCache.Key(text, "a", "bc"), ProgramCache.Key(text, "abc"),
            ProgramCache.Key([1, 3], "ab", "c"), ProgramCache.Key(text, "c", "ab"), ProgramCache.Key([], "ab", "c"),
        ];
        Assert.That(keys, Is.Unique);
        Assert.That(ProgramCache.Key(text, "ab", "c"), Is.EqualTo(keys[0]).And.Length.EqualTo(64));
    }

    [Test]
    public void AnyBitThatTurnsMakesAProgramUnreadable()
    {
        var cache = new ProgramCache(_folder.Path);
        cache.Write("key", Program);
        byte[] whole = File.ReadAllBytes(_folder["key.bin"]);
        for (int bit = 0; bit < 8 * whole.Length; bit++)
        {
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(_folder["key.bin"], damaged);
            Assert.That(cache.Read("key"), Is.Null, $"bit {bit}");
        }
    }

    /// <summary>A file where the folder should be: it can neither be made, nor read, nor written.</summary>
    [Test]
    public void AFolderThatCannotBeWrittenIsNoCache()
    {
        var cache = new ProgramCache(Path.Combine(_folder.Write("file", [1]), "folder"));
        Assert.That(() => cache.Write("key", Program), Throws.Nothing);
        Assert.That(cache.Read("key"), Is.Null);
    }

    [Test]
    public void WritersDoNotDisturbEachOther()
    {
        var cache = new ProgramCache(_folder.Path);
        byte[][] programs = [.. Enumerable.Range(0, 4).Select(i => Enumerable.Repeat((byte)i, 10_000).ToArray())];
        Parallel.For(0, 100, i =>
        {
            cache.Write("key", programs[i % 4]);
            if (cache.Read("key") is { } read) Assert.That(programs.Any(read.SequenceEqual), Is.True);
        });
        Assert.That(_folder.Names, Is.EqualTo((string[])["key.bin"]));
    }

    [Test]
    public void AVariableMovesTheCacheOrTurnsItOff()
    {
        string? before = Environment.GetEnvironmentVariable(ProgramCache.Variable);
        try
        {
            Environment.SetEnvironmentVariable(ProgramCache.Variable, _folder.Path);
            Assert.That(ProgramCache.OfUser().Folder, Is.EqualTo(_folder.Path));
            Environment.SetEnvironmentVariable(ProgramCache.Variable, "off");
            Assert.That(ProgramCache.OfUser().Folder, Is.Null);
            Environment.SetEnvironmentVariable(ProgramCache.Variable, null);
            Assert.That(ProgramCache.OfUser().Folder, Does.EndWith(Path.Combine("adversa", "kernels")));
        }
        finally
        {
            Environment.SetEnvironmentVariable(ProgramCache.Variable, before);
        }
    }
}
