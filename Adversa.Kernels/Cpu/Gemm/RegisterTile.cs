using System.Runtime.CompilerServices;
using Adversa.Kernels.Cpu.Simd;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>
/// The body of all micro-kernels: up to twelve rows of two vectors. Per k it loads two vectors of b and one number of a per
/// row, for two multiply-adds per row; twelve rows do 24 multiply-adds for 14 loads and keep two multipliers with a latency of
/// four cycles busy three times over. Rows beyond TRows.Count vanish when the JIT compiler specialises the method. Each
/// accumulator is a variable of its own because only variables live in registers.
/// </summary>
internal static unsafe class RegisterTile<T, TVector, TRows>
    where T : unmanaged
    where TVector : struct, ISimd<TVector, T>
    where TRows : struct, IRows
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(int depth, T* a, T* b, T* tile, bool accumulate)
    {
        TVector l0 = default, r0 = default;
        TVector l1 = default, r1 = default;
        TVector l2 = default, r2 = default;
        TVector l3 = default, r3 = default;
        TVector l4 = default, r4 = default;
        TVector l5 = default, r5 = default;
        TVector l6 = default, r6 = default;
        TVector l7 = default, r7 = default;
        TVector l8 = default, r8 = default;
        TVector l9 = default, r9 = default;
        TVector l10 = default, r10 = default;
        TVector l11 = default, r11 = default;
        if (accumulate)
        {
            l0 = TVector.Load(tile);
            r0 = TVector.Load(tile + TVector.Count);
            l1 = TVector.Load(tile + 2 * TVector.Count);
            r1 = TVector.Load(tile + 3 * TVector.Count);

            if (TRows.Count > 2)
            {
                l2 = TVector.Load(tile + 4 * TVector.Count);
                r2 = TVector.Load(tile + 5 * TVector.Count);
                l3 = TVector.Load(tile + 6 * TVector.Count);
                r3 = TVector.Load(tile + 7 * TVector.Count);
            }

            if (TRows.Count > 4)
            {
                l4 = TVector.Load(tile + 8 * TVector.Count);
                r4 = TVector.Load(tile + 9 * TVector.Count);
                l5 = TVector.Load(tile + 10 * TVector.Count);
                r5 = TVector.Load(tile + 11 * TVector.Count);
            }

            if (TRows.Count > 6)
            {
                l6 = TVector.Load(tile + 12 * TVector.Count);
                r6 = TVector.Load(tile + 13 * TVector.Count);
                l7 = TVector.Load(tile + 14 * TVector.Count);
                r7 = TVector.Load(tile + 15 * TVector.Count);
            }

            if (TRows.Count > 8)
            {
                l8 = TVector.Load(tile + 16 * TVector.Count);
                r8 = TVector.Load(tile + 17 * TVector.Count);
                l9 = TVector.Load(tile + 18 * TVector.Count);
                r9 = TVector.Load(tile + 19 * TVector.Count);
            }

            if (TRows.Count > 10)
            {
                l10 = TVector.Load(tile + 20 * TVector.Count);
                r10 = TVector.Load(tile + 21 * TVector.Count);
                l11 = TVector.Load(tile + 22 * TVector.Count);
                r11 = TVector.Load(tile + 23 * TVector.Count);
            }
        }

        for (int k = 0; k < depth; k++)
        {
            TVector left = TVector.Load(b), right = TVector.Load(b + TVector.Count);
            TVector row;
            row = TVector.Create(a[0]);
            l0 = TVector.FusedMultiplyAdd(row, left, l0);
            r0 = TVector.FusedMultiplyAdd(row, right, r0);
            row = TVector.Create(a[1]);
            l1 = TVector.FusedMultiplyAdd(row, left, l1);
            r1 = TVector.FusedMultiplyAdd(row, right, r1);

            if (TRows.Count > 2)
            {
                row = TVector.Create(a[2]);
                l2 = TVector.FusedMultiplyAdd(row, left, l2);
                r2 = TVector.FusedMultiplyAdd(row, right, r2);
                row = TVector.Create(a[3]);
                l3 = TVector.FusedMultiplyAdd(row, left, l3);
                r3 = TVector.FusedMultiplyAdd(row, right, r3);
            }

            if (TRows.Count > 4)
            {
                row = TVector.Create(a[4]);
                l4 = TVector.FusedMultiplyAdd(row, left, l4);
                r4 = TVector.FusedMultiplyAdd(row, right, r4);
                row = TVector.Create(a[5]);
                l5 = TVector.FusedMultiplyAdd(row, left, l5);
                r5 = TVector.FusedMultiplyAdd(row, right, r5);
            }

            if (TRows.Count > 6)
            {
                row = TVector.Create(a[6]);
                l6 = TVector.FusedMultiplyAdd(row, left, l6);
                r6 = TVector.FusedMultiplyAdd(row, right, r6);
                row = TVector.Create(a[7]);
                l7 = TVector.FusedMultiplyAdd(row, left, l7);
                r7 = TVector.FusedMultiplyAdd(row, right, r7);
            }

            if (TRows.Count > 8)
            {
                row = TVector.Create(a[8]);
                l8 = TVector.FusedMultiplyAdd(row, left, l8);
                r8 = TVector.FusedMultiplyAdd(row, right, r8);
                row = TVector.Create(a[9]);
                l9 = TVector.FusedMultiplyAdd(row, left, l9);
                r9 = TVector.FusedMultiplyAdd(row, right, r9);
            }

            if (TRows.Count > 10)
            {
                row = TVector.Create(a[10]);
                l10 = TVector.FusedMultiplyAdd(row, left, l10);
                r10 = TVector.FusedMultiplyAdd(row, right, r10);
                row = TVector.Create(a[11]);
                l11 = TVector.FusedMultiplyAdd(row, left, l11);
                r11 = TVector.FusedMultiplyAdd(row, right, r11);
            }

            a += TRows.Count;
            b += 2 * TVector.Count;
        }

        l0.Store(tile);
        r0.Store(tile + TVector.Count);
        l1.Store(tile + 2 * TVector.Count);
        r1.Store(tile + 3 * TVector.Count);

        if (TRows.Count > 2)
        {
            l2.Store(tile + 4 * TVector.Count);
            r2.Store(tile + 5 * TVector.Count);
            l3.Store(tile + 6 * TVector.Count);
            r3.Store(tile + 7 * TVector.Count);
        }

        if (TRows.Count > 4)
        {
            l4.Store(tile + 8 * TVector.Count);
            r4.Store(tile + 9 * TVector.Count);
            l5.Store(tile + 10 * TVector.Count);
            r5.Store(tile + 11 * TVector.Count);
        }

        if (TRows.Count > 6)
        {
            l6.Store(tile + 12 * TVector.Count);
            r6.Store(tile + 13 * TVector.Count);
            l7.Store(tile + 14 * TVector.Count);
            r7.Store(tile + 15 * TVector.Count);
        }

        if (TRows.Count > 8)
        {
            l8.Store(tile + 16 * TVector.Count);
            r8.Store(tile + 17 * TVector.Count);
            l9.Store(tile + 18 * TVector.Count);
            r9.Store(tile + 19 * TVector.Count);
        }

        if (TRows.Count > 10)
        {
            l10.Store(tile + 20 * TVector.Count);
            r10.Store(tile + 21 * TVector.Count);
            l11.Store(tile + 22 * TVector.Count);
            r11.Store(tile + 23 * TVector.Count);
        }
    }
}
