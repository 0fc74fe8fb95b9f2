using Adversa.Gan.Data;

namespace Adversa.Tests.Data;

internal sealed class ParallelLoopTests
{
    [Test]
    public void CallsTheBodyOnceForEachIndex()
    {
        var calls = new int[1000];
        ParallelLoop.For(calls.Length, i => Interlocked.Increment(ref calls[i]));
        Assert.That(calls, Has.All.EqualTo(1));
    }

    [Test]
    public void AnExceptionComesOutAsItIs() =>
        Assert.That(() => ParallelLoop.For(10, i => throw new InvalidDataException("broken")),
            Throws.InstanceOf<InvalidDataException>().With.Message.EqualTo("broken"));
}
