namespace Adversa.Kernels.Language;

/// <summary>
/// Changes to memory that no other work-item can interrupt. Integers alone: sums of floating-point numbers in the order in
/// which work-items happen to come would differ from run to run.
/// </summary>
public static class Atomic
{
    /// <summary>target += value; the value before.</summary>
    public static int Add(ref int target, int value) => Interlocked.Add(ref target, value) - value;

    /// <summary>target = max(target, value); the value before.</summary>
    public static int Max(ref int target, int value)
    {
        int before = Volatile.Read(ref target);
        while (before < value)
        {
            int found = Interlocked.CompareExchange(ref target, value, before);
            if (found == before) return before;
            before = found;
        }

        return before;
    }
}
