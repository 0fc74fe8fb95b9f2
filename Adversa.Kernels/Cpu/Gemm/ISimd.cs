namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>The few vector instructions that a micro-kernel is made of, for vectors of one width.</summary>
internal unsafe interface ISimd<T, TVector> where T : unmanaged
{
    /// <summary>Elements in one vector.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(T* source);

    static abstract void Store(TVector vector, T* target);

    static abstract TVector Broadcast(T value);

    /// <summary>a·b + c with one rounding.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);
}
