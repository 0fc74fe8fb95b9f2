namespace Adversa.Kernels.Cpu.Simd;

/// <summary>
/// A vector of <typeparamref name="T"/> (float or double) of some width, so that a loop or a polynomial is written once and
/// compiled by the JIT for each width. No operation mixes lanes: a lane's result is the same to the bit at any width and in
/// any position. A condition is a vector whose lanes are all ones (true) or all zeros (false).
/// </summary>
internal unsafe interface ISimd<TSelf, T> where TSelf : struct, ISimd<TSelf, T> where T : unmanaged
{
    /// <summary>How many elements the vector holds.</summary>
    static abstract int Count { get; }

    /// <summary>The same number in every lane.</summary>
    static abstract TSelf Create(T value);

    /// <summary>Count elements from an address of any alignment.</summary>
    static abstract TSelf Load(T* source);

    /// <summary>source[0], source[2], …, for elements of 32 bits. Reads 2·Count elements.</summary>
    static abstract TSelf LoadEven32(T* source);

    /// <summary>Writes Count elements to an address of any alignment.</summary>
    void Store(T* target);

    /// <summary>The first lane.</summary>
    T First { get; }

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a);

    static abstract TSelf operator <(TSelf a, TSelf b);

    static abstract TSelf operator <=(TSelf a, TSelf b);

    static abstract TSelf operator >(TSelf a, TSelf b);

    static abstract TSelf operator >=(TSelf a, TSelf b);

    static abstract TSelf operator &(TSelf a, TSelf b);

    static abstract TSelf operator |(TSelf a, TSelf b);

    static abstract TSelf operator ^(TSelf a, TSelf b);

    static abstract TSelf operator ~(TSelf a);

    /// <summary>a = b, lane by lane; false for NaN.</summary>
    static abstract TSelf Equal(TSelf a, TSelf b);

    /// <summary>condition ? a : b, lane by lane.</summary>
    static abstract TSelf Select(TSelf condition, TSelf a, TSelf b);

    /// <summary>Whether any lane of the condition is true.</summary>
    static abstract bool Any(TSelf condition);

    /// <summary>|a|, also of NaN and −0: clears the sign bit.</summary>
    static abstract TSelf Abs(TSelf a);

    /// <summary>√a, correctly rounded.</summary>
    static abstract TSelf Sqrt(TSelf a);

    /// <summary>The larger one; NaN if either is NaN; +0 is larger than −0.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The smaller one; NaN if either is NaN; −0 is smaller than +0.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    /// <summary>a·b + c, with one rounding where the processor has the instruction, else with two.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>a·b + c with one rounding on every processor; slow where there is no instruction for it.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The sum of both lanes' bits, read as integers of the element's size.</summary>
    static abstract TSelf AddBits(TSelf a, TSelf b);

    /// <summary>The difference of both lanes' bits, read as integers of the element's size.</summary>
    static abstract TSelf SubtractBits(TSelf a, TSelf b);

    /// <summary>Shifts each lane's bits left.</summary>
    static abstract TSelf ShiftLeft(TSelf a, int bits);

    /// <summary>Shifts each lane's bits right and repeats the sign bit.</summary>
    static abstract TSelf ShiftRight(TSelf a, int bits);
}
