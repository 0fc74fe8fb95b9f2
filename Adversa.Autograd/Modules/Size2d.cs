namespace Adversa.Autograd.Modules;

/// <summary>A height and a width: <c>3</c> for a square, <c>(3, 5)</c> for both.</summary>
public readonly record struct Size2d(int Height, int Width)
{
    /// <summary>The same height and width.</summary>
    public static implicit operator Size2d(int side) => new(side, side);

    /// <summary>Height, then width.</summary>
    public static implicit operator Size2d((int Height, int Width) size) => new(size.Height, size.Width);

    /// <summary>The sizes in brackets: <c>[3,5]</c>.</summary>
    public override string ToString() => $"[{Height},{Width}]";

    /// <summary>Throws unless both are at least <paramref name="minimum"/>.</summary>
    internal void RequireAtLeast(int minimum, Module layer, string argument)
    {
        if (Height < minimum || Width < minimum)
            throw new ArgumentException($"{layer}: {argument} {this} must be at least {minimum}.", argument);
    }
}
