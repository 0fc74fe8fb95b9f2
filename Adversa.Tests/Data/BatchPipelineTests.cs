using Adversa.Gan.Data;

namespace Adversa.Tests.Data;

[CancelAfter(20_000)]
internal sealed class BatchPipelineTests
{
    [Test]
    public void AnEpochVisitsEveryImageOnceAndDropsTheRest()
    {
        using var pipeline = new BatchPipeline(new NumberedImages(23), 5, new PipelinePosition(9));
        Assert.That(pipeline.BatchesPerEpoch, Is.EqualTo(4));
        for (int epoch = 0; epoch < 6; epoch++)
        {
            var order = new int[23];
            DataOrder.Permute(9, epoch, order);
            var seen = new List<int>();
            for (int batch = 0; batch < 4; batch++)
            {
                Assert.That(pipeline.Position, Is.EqualTo(new PipelinePosition(9, epoch, batch)));
                seen.AddRange(Take(pipeline));
            }

            Assert.That(seen, Is.EqualTo(order.Take(20)));
        }
    }

    [Test]
    public void BatchesDependOnThePositionAlone([Values(1, 2, 3)] int threads, [Values(1, 5)] int prefetch)
    {
        var data = new NumberedImages(31) { Delay = i => i % 5 == 0 ? 1 : 0 };
        int[][] whole;
        using (var plain = new BatchPipeline(new NumberedImages(31), 4, new PipelinePosition(2), threads: 1, prefetch: 1))
            whole = [.. Enumerable.Range(0, 30).Select(_ => Take(plain))];
        foreach (int split in new[] { 0, 3, 7, 18 })
        {
            PipelinePosition position;
            using (var first = new BatchPipeline(data, 4, new PipelinePosition(2), threads, prefetch))
            {
                Assert.That(Enumerable.Range(0, split).Select(_ => Take(first)), Is.EqualTo(whole.Take(split)));
                position = first.Position;
            }

            using var second = new BatchPipeline(data, 4, position, threads, prefetch);
            Assert.That(Enumerable.Range(0, 12).Select(_ => Take(second)), Is.EqualTo(whole.Skip(split).Take(12)));
        }
    }

    [Test]
    public void LabelsBelongToTheirImages()
    {
        using var labelled = new BatchPipeline(new NumberedImages(10), 3, new PipelinePosition(1));
        using Batch batch = labelled.Next();
        Assert.That(batch.Size, Is.EqualTo(3));
        for (int i = 0; i < 3; i++) Assert.That(batch.Labels[i], Is.EqualTo((int)batch.Samples[2 * i] % 3));
        using var plain = new BatchPipeline(new NumberedImages(10, hasLabels: false), 3, new PipelinePosition(1));
        using Batch other = plain.Next();
        Assert.That(other.Labels.Length, Is.Zero);
    }

    [Test]
    public void AnErrorSurfacesWhereItsBatchWouldCome([Values(1, 3)] int threads)
    {
        var order = new int[12];
        DataOrder.Permute(4, 0, order);
        var data = new NumberedImages(12) { Broken = order[7] };
        using var pipeline = new BatchPipeline(data, 2, new PipelinePosition(4), threads);
        for (int batch = 0; batch < 3; batch++) Take(pipeline);
        for (int call = 0; call < 2; call++)
            Assert.That(() => pipeline.Next(), Throws.InstanceOf<InvalidDataException>().With.Message.EqualTo("image is broken"));
        Assert.That(pipeline.Position, Is.EqualTo(new PipelinePosition(4, 0, 3)));
    }

    [Test]
    public void DisposingEndsAWaitingConsumer()
    {
        using var gate = new ManualResetEventSlim();
        var data = new NumberedImages(4) { Gate = gate };
        var pipeline = new BatchPipeline(data, 2, new PipelinePosition(0));
        Task<Exception?> consumer = Task.Run(() =>
        {
            try
            {
                pipeline.Next();
                return null;
            }
            catch (ObjectDisposedException error)
            {
                return (Exception)error;
            }
        });
        Task disposal = Task.Run(pipeline.Dispose);
        Assert.That(consumer.Result, Is.InstanceOf<ObjectDisposedException>());
        gate.Set();
        disposal.Wait();
        pipeline.Dispose();
        Assert.That(() => pipeline.Next(), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void DisposingAtAnyTimeEnds()
    {
        for (int taken = 0; taken < 40; taken++)
        {
            using var pipeline = new BatchPipeline(new NumberedImages(10), 3, new PipelinePosition(0), threads: 3, prefetch: 2);
            for (int i = 0; i < taken % 7; i++) Take(pipeline);
        }
    }

    [Test]
    public void KeepingEveryBatchIsAnErrorRatherThanAHang()
    {
        using var pipeline = new BatchPipeline(new NumberedImages(10), 2, new PipelinePosition(0), threads: 1, prefetch: 2);
        Batch[] kept = [pipeline.Next(), pipeline.Next(), pipeline.Next()];
        Assert.That(() => pipeline.Next(), Throws.InvalidOperationException.With.Message.Contains("disposed after use"));
        kept[1].Dispose();
        kept[1].Dispose();
        using Batch next = pipeline.Next();
        Assert.That(() => pipeline.Next(), Throws.InvalidOperationException, "the second disposal gave nothing back");
        Assert.That(next, Is.SameAs(kept[1]), "memory is reused");
    }

    [Test]
    public void ABatchThatWasGivenBackCannotBeRead()
    {
        using var pipeline = new BatchPipeline(new NumberedImages(10), 2, new PipelinePosition(0), threads: 1, prefetch: 1);
        Batch batch = pipeline.Next();
        batch.Dispose();
        Assert.That(() => batch.Samples.Length, Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test, NonParallelizable]
    public void NothingIsAllocatedPerBatch()
    {
        using var pipeline = new BatchPipeline(new NumberedImages(64), 16, new PipelinePosition(0));
        long fewest = long.MaxValue;
        for (int trial = 0; trial < 10; trial++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < 200; i++) pipeline.Next().Dispose();
            fewest = Math.Min(fewest, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.That(fewest, Is.LessThan(200 * 16), "less than an object a batch, whatever else runs in this process");
    }

    [Test]
    public void ImpossibleStartsAreRefused()
    {
        var data = new NumberedImages(10);
        Assert.That(() => new BatchPipeline(data, 11, new PipelinePosition(0)),
            Throws.ArgumentException.With.Message.EqualTo(
                "numbers: found 10 images, expected at least a batch of 11; use a smaller batch"));
        Assert.That(() => new BatchPipeline(data, 0, new PipelinePosition(0)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new BatchPipeline(data, 4, new PipelinePosition(0, 0, 2)),
            Throws.ArgumentException.With.Message.Contains("expected a batch from 0 to 1"));
        Assert.That(() => new BatchPipeline(data, 4, new PipelinePosition(0, -1, 0)), Throws.ArgumentException);
    }

    private static int[] Take(BatchPipeline pipeline)
    {
        using Batch batch = pipeline.Next();
        var numbers = new int[batch.Size];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = (int)batch.Samples[2 * i];
        return numbers;
    }

    /// <summary>Images of two pixels whose value is their number.</summary>
    private sealed class NumberedImages(int count, bool hasLabels = true) : ImageDataSet("numbers", 1, 1, 2)
    {
        public override int Count => count;

        public override IReadOnlyList<string> ClassNames { get; } = hasLabels ? ["zero", "one", "two"] : [];

        public int? Broken { get; init; }

        public Func<int, int>? Delay { get; init; }

        public ManualResetEventSlim? Gate { get; init; }

        protected override int LabelOf(int index) => index % 3;

        protected override void ReadSample(int index, Span<float> target)
        {
            Gate?.Wait();
            if (Delay is not null) Thread.Sleep(Delay(index));
            if (index == Broken) throw new InvalidDataException("image is broken");
            target.Fill(index);
        }
    }
}
