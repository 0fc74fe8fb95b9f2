using Adversa.Autograd;
using Adversa.Gan.Metrics;
using Adversa.Kernels.Devices;
using Adversa.Tensors;
using Adversa.Tensors.Serialization;

namespace Adversa.Tests.Gan.Metrics;

public sealed class StoredClassifierTests
{
    private const int Classes = 3, Size = 8;

    private TemporaryFolder _folder = null!;

    private readonly CpuDevice _device = new(threads: 1);
    private Classifier _classifier = null!;

    [OneTimeSetUp]
    public void TrainClassifier() => _classifier = new ClassifierTraining(
        new LabelledImages(60, Classes, Size, Size), new ClassifierOptions { Epochs = 2, Batch = 8 }).Run(_device);

    [OneTimeTearDown]
    public void DisposeClassifier()
    {
        _classifier.Dispose();
        _device.Dispose();
    }

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void AStoredClassifierReadsTheSameToTheBit()
    {
        _classifier.Save(_folder["c.safetensors"]);
        using Classifier opened = Classifier.Open(_folder["c.safetensors"], _device);
        float[] images = Images(count: 100);
        Assert.Multiple(() =>
        {
            Assert.That(opened.Predict(images), Is.EqualTo(_classifier.Predict(images)));
            Assert.That(Logits(opened, images), Is.EqualTo(Logits(_classifier, images)));
            string[] names = ["c0", "c1", "c2"];
            Assert.That(opened.Description.ClassNames, Is.EqualTo(names));
            Assert.That(opened.Description with { ClassNames = names },
                Is.EqualTo(_classifier.Description with { ClassNames = names }));
            Assert.That(opened.Predict(images).Distinct().Count(), Is.GreaterThan(1), "the images are not all read as one class");
        });
        opened.Save(_folder["again.safetensors"]);
        Assert.That(File.ReadAllBytes(_folder["again.safetensors"]), Is.EqualTo(File.ReadAllBytes(_folder["c.safetensors"])));
    }

    [Test]
    public void WhatAnImageIsReadAsDoesNotDependOnItsNeighbours()
    {
        float[] images = Images(count: 131);
        int length = images.Length / 131;
        int[] alone = [.. Enumerable.Range(0, 131).Select(i => _classifier.Predict(images.AsSpan(i * length, length))[0])];
        Assert.That(_classifier.Predict(images), Is.EqualTo(alone));
        Assert.That(_classifier.Predict([]), Is.Empty);
    }

    [Test]
    public void NamesOfClassesMayHoldAnyCharacter()
    {
        string[] names = ["a\nb", "\"quoted\", and a comma", "größe"];
        new Classifier(_classifier.Description with { ClassNames = names }, _classifier.Network, _device)
            .Save(_folder["c.safetensors"]);
        using Classifier opened = Classifier.Open(_folder["c.safetensors"], _device);
        Assert.That(opened.Description.ClassNames, Is.EqualTo(names));
    }

    [Test]
    public void TheFileNamesTheDataButNotItsPlace()
    {
        var data = new LabelledImages(20, Classes, name: "/home/me/digits/");
        using Classifier classifier = new ClassifierTraining(data, new ClassifierOptions { Epochs = 1, Batch = 8 }).Run(_device);
        classifier.Save(_folder["c.safetensors"]);
        Assert.That(SafetensorsFile.Read(_folder["c.safetensors"]).Metadata["data"], Is.EqualTo("digits"));
    }

    [TestCase("classifier", null, "adversa classifier --data")]
    [TestCase("classifier", "2", "version '2'", "expected 1")]
    [TestCase("size", null, "'size'")]
    [TestCase("size", "eight", "'eight'", "'size'", "number")]
    [TestCase("size", "7", "found 7", "8 to 128")]
    [TestCase("size", "64", "numbers")]
    [TestCase("channels", "2", "found 2", "1 (grey) or 3 (RGB)")]
    [TestCase("channels", "3", "numbers")]
    [TestCase("classes", "[\"c0\"]", "classes", "at least 2")]
    [TestCase("classes", "c0, c1", "invalid")]
    [TestCase("classes", "[\"c0\",\"c1\",\"c2\",\"c3\"]", "numbers")]
    [TestCase("classes", "[\"c0\",\"c1\"]", "head.weight")]
    [TestCase("held_out_accuracy", "good", "'good'")]
    public void AFileOfSomethingElseIsRefusedInOneLine(string key, string? value, params string[] words)
    {
        string path = _folder["c.safetensors"];
        _classifier.Save(path);
        StateDict state = StateDict.Load(path);
        var metadata = new Dictionary<string, string>(state.Metadata);
        if (value is null) metadata.Remove(key);
        else metadata[key] = value;
        state.Save(path, metadata);
        string message = Assert.Throws<InvalidDataException>(() => Classifier.Open(path))!.Message;
        Assert.That(message, Does.StartWith($"{path}: ").And.Not.Contains("\n"));
        foreach (string word in words) Assert.That(message, Does.Contain(word));
    }

    [Test]
    public void DamagedAndMissingFilesAreRefused()
    {
        string path = _folder["c.safetensors"];
        Assert.That(() => Classifier.Open(path), Throws.InstanceOf<FileNotFoundException>().With.Message.Contains(path));
        _classifier.Save(path);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^10]);
        Assert.That(() => Classifier.Open(path), Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith(path));
    }

    [Test]
    public void ImagesOfAnotherFormAreRefused()
    {
        Assert.That(() => _classifier.RequireForm("run", 3, 64, 64), Throws.ArgumentException.With.Message.EqualTo(
            "run: found images 3x64x64, but the classifier was trained on 1x8x8; train the right one by " +
            "adversa classifier --data DATA --size 64 --channels 3."));
        Assert.That(() => _classifier.Accuracy(new LabelledImages(10, Classes, 4, 16)), Throws.ArgumentException);
        Assert.That(() => _classifier.Predict(new float[65]), Throws.ArgumentException.With.Message.Contains("[N, 1, 8, 8]"));
        Assert.That(() => _classifier.RequireForm("run", 1, 8, 8), Throws.Nothing);
    }

    [Test]
    public void SamplesOfOtherClassesAreRefused()
    {
        Assert.That(() => _classifier.RequireClasses("run", 10), Throws.ArgumentException.With.Message.EqualTo(
            "run: found 10 classes, but the classifier knows 3, 'c0' to 'c2'; " +
            "train one on the run's own data by adversa classifier --data DATA."));
        Assert.That(() => _classifier.RequireClasses("run", Classes), Throws.Nothing);
    }

    private static float[] Images(int count)
    {
        var random = new Random(11);
        float[] means = [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextSingle() - 1)];
        return [.. Enumerable.Range(0, count * Size * Size).Select(i => means[i / Size / Size] + 0.1f * random.NextSingle())];
    }

    private float[] Logits(Classifier classifier, float[] images)
    {
        using TensorScope scope = TensorScope.Begin();
        classifier.Network.Eval();
        Tensor x = Tensor.From(images, [images.Length / Size / Size, 1, Size, Size], _device);
        return classifier.Network.Forward(x).Value.ToArray<float>();
    }
}
