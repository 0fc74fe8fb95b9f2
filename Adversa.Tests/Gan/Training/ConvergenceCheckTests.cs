using Adversa.Autograd;
using Adversa.Gan.Training;

namespace Adversa.Tests.Gan.Training;

internal sealed class ConvergenceCheckTests
{
    [Test]
    public void IsReachedAtTheEndOfAWindowLikeTheOneBefore()
    {
        var check = new ConvergenceCheck(window: 3, tolerance: 0.1);
        double[] losses = [9, 0, 3, 2, 2, 2, 2.1, 2.1, 2.2, 2.1, 2.1, 2.1];
        Assert.That(losses.Select(loss => check.IsReached(loss, -loss)), Is.EqualTo(new[]
        {
            false, false, false, false, false, false, false, false, true, false, false, true,
        }));
    }

    [TestCase(5, 1, TestName = "only D stands still")]
    [TestCase(1, 5, TestName = "only G stands still")]
    public void BothNetworksMustStandStill(double changeOfD, double changeOfG)
    {
        var check = new ConvergenceCheck(window: 1, tolerance: 0.1);
        check.IsReached(1, 1);
        bool isReached = check.IsReached(changeOfD, changeOfG);
        Assert.That(isReached, Is.False);
        Assert.That(check.IsReached(changeOfD, changeOfG), Is.True);
    }

    /// <summary>Twenty times as large, so the tolerance is, too; near 0 it does not become 0.</summary>
    [TestCase(20, 21.9, true)]
    [TestCase(20, 22.1, false)]
    [TestCase(-20, -21.9, true)]
    [TestCase(0.01, 0.1, true)]
    [TestCase(0.01, 0.12, false)]
    public void TheToleranceIsAShareOfLargeMeans(double before, double after, bool expected)
    {
        var check = new ConvergenceCheck(window: 1, tolerance: 0.1);
        check.IsReached(before, before);
        Assert.That(check.IsReached(after, after), Is.EqualTo(expected));
    }

    /// <summary>Steps of G alone say nothing about D, wherever they fall in a window.</summary>
    [Test]
    public void StepsOfGAloneCountForGAlone()
    {
        var check = new ConvergenceCheck(window: 5, tolerance: 0.01);
        bool[] isReached = [.. Enumerable.Range(0, 10).Select(step => check.IsReached(step % 2 == 0 ? 3 : null, 1))];
        Assert.That(isReached[^1], Is.True);
    }

    [Test]
    public void NeverIsReachedWithoutAWindow()
    {
        var check = new ConvergenceCheck(window: 0, tolerance: 0.1);
        Assert.That(Enumerable.Range(0, 50).Any(_ => check.IsReached(1, 1)), Is.False);
    }

    [Test]
    public void AStateGoesOnWhereItWas()
    {
        double[] losses = [1, 2, 3, 1.1, 2.1, 3.1, 7, 8, 9];
        for (int cut = 0; cut < losses.Length; cut++)
        {
            ConvergenceCheck whole = New(), first = New(), second = New();
            bool[] expected = [.. losses.Select(loss => whole.IsReached(loss, 1))];
            bool[] before = [.. losses[..cut].Select(loss => first.IsReached(loss, 1))];
            var state = new StateDict();
            first.SaveTo(state);
            second.Load(state);
            IEnumerable<bool> after = losses[cut..].Select(loss => second.IsReached(loss, 1));
            Assert.That(before.Concat(after), Is.EqualTo(expected), $"cut {cut}");
        }

        static ConvergenceCheck New() => new(window: 3, tolerance: 0.1);
    }
}
