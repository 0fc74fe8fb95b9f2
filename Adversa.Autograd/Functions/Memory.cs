using System.Runtime.CompilerServices;

namespace Adversa.Autograd;

public static partial class Functions
{
    /// <summary>
    /// Says that the program needs x no more, as after a pooling: its memory can be used again now, and not only behind the
    /// backward pass or at the end of the scope. Using it afterwards throws. x stays where <see cref="LeakyRelu"/> would not
    /// overwrite it: if the program made it, a gradient needs it, or a view looks at it.
    /// </summary>
    public static void GiveBack(this Variable x, [CallerMemberName] string caller = "")
    {
        if (IsSpent(x)) x.Value.Dispose($"{caller} had given it back; use it before, or do not give it back");
    }

    /// <summary>Whether nobody but the caller can need the numbers any more.</summary>
    private static bool IsSpent(Variable x) => x.IsComputed && !x.Value.IsDisposed && x.Value.IsExpendable;
}
