using Adversa.Autograd;
using Adversa.Gan.Data;
using Adversa.Gan.Metrics;
using Adversa.Kernels.Devices;
using Adversa.Tensors.Serialization;

namespace Adversa.Tests.Gan.Metrics;

public sealed class ClassifierTrainingTests
{
    private static readonly ClassifierOptions Short = new() { Epochs = 2, Batch = 8 };

    [Test]
    public void LearnsTheBuiltInShapes()
    {
        using var device = new CpuDevice(threads: 1);
        var training = new ClassifierTraining(
            new ShapesDataSet(16, 16, channels: 1, count: 300), new ClassifierOptions { Epochs = 6, Batch = 16 });
        using Classifier classifier = training.Run(device);
        ClassifierDescription description = classifier.Description;
        Assert.Multiple(() =>
        {
            Assert.That(description.ClassNames, Does.Contain("triangle"));
            Assert.That((description.Channels, description.Size, description.Data), Is.EqualTo((1, 16, "shapes")));
            Assert.That(description.HeldOutAccuracy, Is.GreaterThan(0.4), "1/6 is chance");
            Assert.That(description.HeldOutAccuracy, Is.EqualTo(classifier.Accuracy(training.HeldOut)));
            Assert.That(description.TrainingAccuracy, Is.EqualTo(classifier.Accuracy(training.Training)));
        });
    }

    [Test]
    public void TrainingNeverReadsAnImageThatIsHeldOut()
    {
        using var device = new CpuDevice(threads: 1);
        var data = new LabelledImages(95, 3);
        var training = new ClassifierTraining(data, Short);
        int[] readInTraining = [];
        using Classifier classifier = training.Run(device, onStep: () => readInTraining = data.ReadSoFar);
        Assert.Multiple(() =>
        {
            Assert.That(training.Steps, Is.EqualTo(2 * (85 / 8)));
            Assert.That(readInTraining, Has.Length.GreaterThan(8 * (85 / 8) - 1));
            Assert.That(readInTraining.Where(HeldOut.Contains), Is.Empty);
            Assert.That(data.ReadSoFar, Is.EquivalentTo(Enumerable.Range(0, 95)), "the accuracies are those of all images");
        });
    }

    [Test]
    public void IsTheSameToTheBitForAnyNumberOfThreadsAndAnotherForAnotherSeed()
    {
        byte[] one = Train(threads: 1);
        Assert.That(Train(threads: 2), Is.EqualTo(one));
        Assert.That(Train(threads: 3), Is.EqualTo(one));
        Assert.That(Train(threads: 2, seed: 2), Is.Not.EqualTo(one));

        static byte[] Train(int threads, ulong seed = 1)
        {
            using var device = new CpuDevice(threads);
            var training = new ClassifierTraining(new ShapesDataSet(17, 17, count: 20), Short with { Seed = seed });
            using Classifier classifier = training.Run(device);
            return [.. classifier.Network.StateDict().SelectMany((SafetensorsEntry entry) => entry.Data.ToArray())];
        }
    }

    [Test]
    public void EndingEarlyLeavesNoMemoryBehind()
    {
        using var device = new CpuDevice(threads: 1);
        using var cancellation = new CancellationTokenSource();
        var training = new ClassifierTraining(new LabelledImages(60, 3), Short);
        int steps = 0;
        Assert.That(
            () => training.Run(device, EndAtTheThird, cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(steps, Is.EqualTo(3));
        Assert.That(device.Memory.Statistics.BytesInUse, Is.Zero);
        training.Run(device).Dispose();
        Assert.That(device.Memory.Statistics.BytesInUse, Is.Zero);

        void EndAtTheThird()
        {
            if (++steps == 3) cancellation.Cancel();
        }
    }

    [Test]
    public void DataThatNothingCanBeLearntFromIsRefused()
    {
        Refuses(new LabelledImages(60, classes: 0), "labelled", "no labels", "folder for each class");
        Refuses(new LabelledImages(60, classes: 1), "labelled", "one class", "'c0'");
        Refuses(new LabelledImages(60, classes: 3) { LabelAt = _ => 2 }, "one class", "'c2'");
        Refuses(new LabelledImages(60, 3, height: 8, width: 9), "8x9", "square");
        Refuses(new LabelledImages(60, 3, 7, 7), "size", "7", "8 to 128");
        Refuses(new LabelledImages(60, 3, 129, 129), "size", "129", "8 to 128");
        Refuses(new LabelledImages(8, 3), "7 images", "batch of 8");
        Refuses(new LabelledImages(60, 3), Short with { Epochs = 0 }, "epochs", "1 to 1000");
        Refuses(new LabelledImages(60, 3), Short with { Batch = 1 }, "batch", "at least 2");
        Refuses(new LabelledImages(60, 3), Short with { LearningRate = double.NaN }, "learning-rate", "(0, 1]");
    }

    private static void Refuses(DataSet data, params string[] words) => Refuses(data, Short, words);

    private static void Refuses(DataSet data, ClassifierOptions options, params string[] words)
    {
        string message = Assert.Throws<ArgumentException>(() => _ = new ClassifierTraining(data, options))!.Message;
        foreach (string word in words) Assert.That(message, Does.Contain(word));
    }
}
