using System.Text;
using Adversa.Kernels;
using Adversa.Tensors.Serialization;

namespace Adversa.Tests.Serialization;

/// <summary>Every broken file is refused with one line that names the file, what was found and what was expected.</summary>
internal sealed class SafetensorsCorruptionTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    // Headers of files with eight bytes of data, and what the message must say.
    private static readonly TestCaseData[] BadHeaders =
    [
        Case("empty", "", "does not begin with {"),
        Case("no object", "[]", "does not begin with {"),
        Case("leading space", " {}", "does not begin with {"),
        Case("cut off", """{"a":{"dtype":"F32","shape":[2],"data_off""", "not valid JSON"),
        Case("trailing comma", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},}""", "not valid JSON"),
        Case("second object", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}{}""", "not valid JSON"),
        Case("entry is a number", """{"a":1}""", "expected an object for entry"),
        Case("nothing listed", "{}", "found 8 bytes of data, expected 0"),
        Case("twice", Two("a", "[0,4]", "a", "[4,8]"), "entry \"a\" twice"),
        Case("twice, once escaped", Two("a", "[0,4]", "\\u0061", "[4,8]"), "entry \"a\" twice"),
        Case("overlap", Two("a", "[0,4]", "b", "[3,7]"), "at byte 3 of the data, expected it at byte 4"),
        Case("hole", Two("a", "[0,4]", "b", "[5,9]"), "at byte 5 of the data, expected it at byte 4"),
        Case("hole at the start", One("F32", "[1]", "[4,8]"), "expected it at byte 0"),
        Case("data left over", One("F32", "[1]", "[0,4]"), "found 8 bytes of data, expected 4"),
        Case("past the end", One("F32", "[3]", "[0,12]"), "found 8 bytes of data, expected 12"),
        Case("backwards", One("F32", "[2]", "[8,0]"), "expected two that are 8 bytes apart"),
        Case("one offset", One("F32", "[2]", "[8]"), "expected two that are 8 bytes apart"),
        Case("negative offset", One("F32", "[2]", "[-8,0]"), "integers from 0"),
        Case("fractional offset", One("F32", "[2]", "[0,8.5]"), "integers from 0"),
        Case("offset of 20 digits", One("F32", "[2]", "[0,99999999999999999999]"), "integers from 0"),
        Case("wrong size", One("F32", "[3]", "[0,8]"), "12 bytes apart, for F32 [3]"),
        Case("wrong type", One("F64", "[2]", "[0,8]"), "16 bytes apart, for F64 [2]"),
        Case("negative axis", One("F32", "[-2]", "[0,8]"), "integers from 0"),
        Case("huge axis", One("U8", "[4294967304]", "[0,8]"), "bytes"),
        Case("product overflows", One("U8", "[2147483647,2147483647,2147483647,8]", "[0,8]"), "bytes"),
        Case("product overflows to the right size", One("U8", "[65536,65536,65536,65536,8]", "[0,8]"), "bytes"),
        Case("nine axes", One("U8", "[1,1,1,1,1,1,1,1,8]", "[0,8]"), "at most 8 axes"),
        Case("unsupported type", One("BF16", "[4]", "[0,8]"), "\"BF16\" in entry \"a\", expected one of I64, F64, F32, I32, U8"),
        Case("type in lower case", One("f32", "[2]", "[0,8]"), "dtype \"f32\""),
        Case("type is a number", """{"a":{"dtype":1,"shape":[2],"data_offsets":[0,8]}}""", "a string as dtype"),
        Case("no shape", """{"a":{"dtype":"F32","data_offsets":[0,8]}}""", "without all of its fields"),
        Case("shape is a number", One("F32", "2", "[0,8]"), "an array as shape"),
        Case("shape of strings", One("F32", "[\"2\"]", "[0,8]"), "integers from 0"),
        Case("shape twice", """{"a":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}""", "once each"),
        Case("unknown field", """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}""", "\"x\" in entry \"a\""),
        Case("metadata of numbers", """{"__metadata__":{"step":1},"a":{}}""", "a string for metadata \"step\""),
        Case("metadata is a list", """{"__metadata__":[]}""", "an object of strings"),
        Case("metadata twice", """{"__metadata__":{},"__metadata__":{}}""", "entry \"__metadata__\" twice"),
        Case("metadata key twice", """{"__metadata__":{"k":"1","k":"2"}}""", "metadata \"k\" twice"),
        Case("half a surrogate pair", """{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "surrogate"),
        Case("line break in a name", """{"a\nb":1}""", "entry \"a\\nb\""),
    ];

    [TestCaseSource(nameof(BadHeaders))]
    public void BadHeader(string header, string message) =>
        AssertRefused(FileOf(Encoding.UTF8.GetBytes(header), dataLength: 8), message);

    [Test]
    public void NotUtf8() => AssertRefused(FileOf([(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}'], 0), "not UTF-8");

    [TestCase(0UL, "does not begin with {")]
    [TestCase(1000UL, "found a header length of 1000, expected at most")]
    [TestCase((ulong)long.MaxValue, "found a header length of")]
    [TestCase(ulong.MaxValue, "found a header length of 18446744073709551615")]
    public void BadHeaderLength(ulong length, string message)
    {
        byte[] file = Good();
        BitConverter.TryWriteBytes(file, length);
        AssertRefused(file, message);
    }

    [Test]
    public void EveryTruncation()
    {
        byte[] good = Good();
        for (int length = 0; length < good.Length; length++) AssertRefused(good[..length], "expected");
    }

    [Test]
    public void BytesAppended() => AssertRefused([.. Good(), 0], "found 25 bytes of data, expected 24");

    // A changed byte may still leave a good file (another letter in a name); nothing but a refusal or a file may come of it.
    [Test]
    public void FlippedBytes()
    {
        var random = new Random(17);
        byte[] good = Good();
        int headerEnd = good.Length - 24, refused = 0;
        for (int trial = 0; trial < 2000; trial++)
        {
            byte[] file = (byte[])good.Clone();
            for (int flips = random.Next(1, 4); flips > 0; flips--) file[random.Next(headerEnd)] ^= (byte)random.Next(1, 256);
            try
            {
                File.WriteAllBytes(_folder["f"], file);
                Assert.That(SafetensorsFile.Read(_folder["f"]).Entries.Sum(entry => entry.Data.Length), Is.EqualTo(24));
            }
            catch (InvalidDataException error)
            {
                refused++;
                AssertOneLine(error.Message);
            }
        }
        Assert.That(refused, Is.InRange(1000, 1999), "most flips are noticed, and some leave a good file");
    }

    [Test]
    public void MissingFile() => Assert.That(() => SafetensorsFile.Read(_folder["none"]), Throws.TypeOf<FileNotFoundException>());

    private void AssertRefused(byte[] file, string message)
    {
        File.WriteAllBytes(_folder["f"], file);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Read(_folder["f"]))!;
        Assert.That(error.Message, Does.Contain(message));
        AssertOneLine(error.Message);
    }

    private void AssertOneLine(string message)
    {
        Assert.That(message, Does.Match("^.*: found .*, expected [^\n]+$"));
        Assert.That(message, Does.StartWith(_folder["f"]).And.Not.Contains("\n"));
    }

    private byte[] Good()
    {
        SafetensorsFile.Write(_folder["good"],
        [
            SafetensorsEntry.Of<float>("main.0.weight", new Axes(2, 2), [1f, 2f, 3f, 4f]),
            SafetensorsEntry.Of<long>("main.1.num_batches_tracked", new Axes(), [3L]),
        ], new Dictionary<string, string> { ["format"] = "pt" });
        return File.ReadAllBytes(_folder["good"]);
    }

    private static TestCaseData Case(string name, string header, string message) =>
        new TestCaseData(header, message).SetArgDisplayNames(name);

    private static string One(string type, string shape, string offsets) => $"{{{Entry("a", type, shape, offsets)}}}";

    private static string Two(string name1, string offsets1, string name2, string offsets2) =>
        $"{{{Entry(name1, "F32", "[1]", offsets1)},{Entry(name2, "F32", "[1]", offsets2)}}}";

    private static string Entry(string name, string type, string shape, string offsets) =>
        $$"""
        "{{name}}":{"dtype":"{{type}}","shape":{{shape}},"data_offsets":{{offsets}}}
        """;

    private static byte[] FileOf(byte[] header, int dataLength) =>
        [.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[dataLength]];
}
