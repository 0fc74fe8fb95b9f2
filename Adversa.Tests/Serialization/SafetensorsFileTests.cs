using System.Text;
using Adversa.Kernels;
using Adversa.Tensors.Serialization;

namespace Adversa.Tests.Serialization;

/// <summary>What is written comes back, and as exactly the bytes that the format asks for.</summary>
internal sealed class SafetensorsFileTests
{
    private static readonly Dictionary<string, string> Metadata = new() { ["step"] = "12", ["name"] = "Zürich \"日本\"\n" };

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void RoundTripOfEveryTypeAndRank()
    {
        SafetensorsEntry[] entries = Entries();
        SafetensorsFile.Write(_folder["a.safetensors"], entries, Metadata);
        SafetensorsFile file = SafetensorsFile.Read(_folder["a.safetensors"]);

        Assert.That(file.Metadata, Is.EqualTo(Metadata));
        Assert.That(file.Entries, Has.Count.EqualTo(entries.Length));
        foreach (SafetensorsEntry entry in entries)
        {
            SafetensorsEntry read = file[entry.Name];
            Assert.That((read.DType, read.Shape), Is.EqualTo((entry.DType, entry.Shape)), entry.Name);
            Assert.That(file.Bytes(entry.Name).SequenceEqual(entry.Data.Span), entry.Name);
        }
        Assert.That(file.Values<double>("f64").ToArray(), Is.EqualTo(new[] { Math.PI, double.NaN, -0.0 }));
        Assert.That(file.Values<float>("empty").Length, Is.Zero);
    }

    [Test]
    public void BytesDependOnTheContentsAlone()
    {
        SafetensorsFile.Write(_folder["a"], Entries(), Metadata);
        SafetensorsFile.Write(_folder["b"], Entries().Reverse(), Metadata.Reverse().ToDictionary());
        Assert.That(File.ReadAllBytes(_folder["b"]), Is.EqualTo(File.ReadAllBytes(_folder["a"])));
    }

    [Test]
    public void ExactBytes()
    {
        SafetensorsFile.Write(_folder["a"],
        [
            SafetensorsEntry.Of<byte>("zz", new Axes(3), [1, 2, 3]),
            SafetensorsEntry.Of<float>("b", new Axes(1, 2), [1f, -2f]),
            SafetensorsEntry.Of<float>("a", new Axes(), [0.5f]),
            SafetensorsEntry.Of<long>("n", new Axes(), [-1L]),
        ], new Dictionary<string, string> { ["format"] = "pt" });

        // By falling alignment, then by name; the header of 249 characters is padded to 256.
        const string Header = """
            {"__metadata__":{"format":"pt"},"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]},
            "a":{"dtype":"F32","shape":[],"data_offsets":[8,12]},"b":{"dtype":"F32","shape":[1,2],"data_offsets":[12,20]},
            "zz":{"dtype":"U8","shape":[3],"data_offsets":[20,23]}}
            """;
        byte[] json = Encoding.UTF8.GetBytes(Header.ReplaceLineEndings(""));
        byte[] padded = [.. json, .. "       "u8];
        byte[] expected =
        [
            .. BitConverter.GetBytes((long)padded.Length), .. padded, .. BitConverter.GetBytes(-1L),
            .. BitConverter.GetBytes(0.5f), .. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(-2f), 1, 2, 3,
        ];
        Assert.That(File.ReadAllBytes(_folder["a"]), Is.EqualTo(expected));
    }

    [Test]
    public void NothingAtAll()
    {
        SafetensorsFile.Write(_folder["a"], []);
        SafetensorsFile file = SafetensorsFile.Read(_folder["a"]);
        Assert.That(file.Entries, Is.Empty);
        Assert.That(file.Metadata, Is.Empty);
    }

    [Test]
    public void MissingEntryAndWrongTypeNameThePath()
    {
        SafetensorsFile.Write(_folder["a"], Entries());
        SafetensorsFile file = SafetensorsFile.Read(_folder["a"]);
        Assert.That(() => file["none"], Throws.TypeOf<InvalidDataException>().With.Message.StartsWith(_folder["a"] + ": found"));
        Assert.That(() => file.Values<float>("f64").Length,
            Throws.TypeOf<InvalidDataException>()
                .With.Message.EqualTo(_folder["a"] + ": found Float64 in entry f64, expected Float32"));
        Assert.That(file.TryGet("none", out _), Is.False);
    }

    [Test]
    public void WriterRefusesWhatNoReaderWouldTake()
    {
        SafetensorsEntry entry = SafetensorsEntry.Of<int>("a", new Axes(1), [1]);
        Assert.That(() => SafetensorsFile.Write(_folder["a"], [entry, entry]), Throws.ArgumentException);
        Assert.That(() => SafetensorsEntry.Of<int>("__metadata__", new Axes(1), [1]), Throws.ArgumentException);
        Assert.That(() => SafetensorsEntry.Of<int>("a", new Axes(2), [1]), Throws.ArgumentException);
        Assert.That(() => new SafetensorsEntry("a", DType.Int64, new Axes(1), new byte[7]), Throws.ArgumentException);
        Assert.That(_folder.Names, Is.Empty);
    }

    private static SafetensorsEntry[] Entries()
    {
        var random = new Random(5);
        var floats = new float[7 * 5 * 3];
        foreach (ref float x in floats.AsSpan()) x = random.NextSingle() - 0.5f;
        return
        [
            SafetensorsEntry.Of<byte>("u8", new Axes(5), [0, 1, 127, 128, 255]),
            SafetensorsEntry.Of<float>("main.0.weight", new Axes(7, 5, 3), floats),
            SafetensorsEntry.Of<double>("f64", new Axes(3, 1), [Math.PI, double.NaN, -0.0]),
            SafetensorsEntry.Of<int>("i32", new Axes(2), [int.MinValue, int.MaxValue]),
            SafetensorsEntry.Of<long>("num_batches_tracked", new Axes(), [1L << 40]),
            SafetensorsEntry.Of<float>("empty", new Axes(4, 0), []),
            SafetensorsEntry.Of<float>("ünï \"quoted\"\n日本", new Axes(1, 1, 1, 1, 1, 1, 1, 1), [1f]),
            SafetensorsEntry.Of<float>("", new Axes(1), [2f]),
        ];
    }
}
