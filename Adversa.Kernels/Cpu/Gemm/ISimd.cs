namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>The few vector instructions that products are made of, for vectors of one width.</summary>
internal unsafe interface ISimd<T, TVector> where T : unmanaged
{
    /// <summary>Elements in one vector.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(T* source);

    /// <summary>source[0], source[2], …, for elements of 32 bits. Reads 2·Count elements.</summary>
    static abstract TVector LoadEven32(T* source);

    static abstract void Store(TVector vector, T* target);

    static abstract TVector Broadcast(T value);

    /// <summary>Bit by bit.</summary>
    static abstract TVector And(TVector a, TVector b);

    /// <summary>a·b + c with one rounding.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);
}
