using System.Runtime.CompilerServices;

namespace Adversa.Kernels.Cpu.Gemm;

/// <summary>
/// The body of all micro-kernels: up to twelve rows of two vectors. Per k it loads two vectors of b and one number of a per
/// row, for two multiply-adds per row; twelve rows do 24 multiply-adds for 14 loads and keep two multipliers with a latency of
/// four cycles busy three times over. Rows beyond TRows.Count vanish when the JIT compiler specialises the method. Each
/// accumulator is a variable of its own because only variables live in registers.
/// </summary>
internal static unsafe class RegisterTile<T, TVector, TSimd, TRows>
    where T : unmanaged
    where TVector : struct
    where TSimd : struct, ISimd<T, TVector>
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
            l0 = TSimd.Load(tile);
            r0 = TSimd.Load(tile + TSimd.Count);
            l1 = TSimd.Load(tile + 2 * TSimd.Count);
            r1 = TSimd.Load(tile + 3 * TSimd.Count);

            if (TRows.Count > 2)
            {
                l2 = TSimd.Load(tile + 4 * TSimd.Count);
                r2 = TSimd.Load(tile + 5 * TSimd.Count);
                l3 = TSimd.Load(tile + 6 * TSimd.Count);
                r3 = TSimd.Load(tile + 7 * TSimd.Count);
            }

            if (TRows.Count > 4)
            {
                l4 = TSimd.Load(tile + 8 * TSimd.Count);
                r4 = TSimd.Load(tile + 9 * TSimd.Count);
                l5 = TSimd.Load(tile + 10 * TSimd.Count);
                r5 = TSimd.Load(tile + 11 * TSimd.Count);
            }

            if (TRows.Count > 6)
            {
                l6 = TSimd.Load(tile + 12 * TSimd.Count);
                r6 = TSimd.Load(tile + 13 * TSimd.Count);
                l7 = TSimd.Load(tile + 14 * TSimd.Count);
                r7 = TSimd.Load(tile + 15 * TSimd.Count);
            }

            if (TRows.Count > 8)
            {
                l8 = TSimd.Load(tile + 16 * TSimd.Count);
                r8 = TSimd.Load(tile + 17 * TSimd.Count);
                l9 = TSimd.Load(tile + 18 * TSimd.Count);
                r9 = TSimd.Load(tile + 19 * TSimd.Count);
            }

            if (TRows.Count > 10)
            {
                l10 = TSimd.Load(tile + 20 * TSimd.Count);
                r10 = TSimd.Load(tile + 21 * TSimd.Count);
                l11 = TSimd.Load(tile + 22 * TSimd.Count);
                r11 = TSimd.Load(tile + 23 * TSimd.Count);
            }
        }

        for (int k = 0; k < depth; k++)
        {
            TVector left = TSimd.Load(b), right = TSimd.Load(b + TSimd.Count);
            TVector row;
            row = TSimd.Broadcast(a[0]);
            l0 = TSimd.MultiplyAdd(row, left, l0);
            r0 = TSimd.MultiplyAdd(row, right, r0);
            row = TSimd.Broadcast(a[1]);
            l1 = TSimd.MultiplyAdd(row, left, l1);
            r1 = TSimd.MultiplyAdd(row, right, r1);

            if (TRows.Count > 2)
            {
                row = TSimd.Broadcast(a[2]);
                l2 = TSimd.MultiplyAdd(row, left, l2);
                r2 = TSimd.MultiplyAdd(row, right, r2);
                row = TSimd.Broadcast(a[3]);
                l3 = TSimd.MultiplyAdd(row, left, l3);
                r3 = TSimd.MultiplyAdd(row, right, r3);
            }

            if (TRows.Count > 4)
            {
                row = TSimd.Broadcast(a[4]);
                l4 = TSimd.MultiplyAdd(row, left, l4);
                r4 = TSimd.MultiplyAdd(row, right, r4);
                row = TSimd.Broadcast(a[5]);
                l5 = TSimd.MultiplyAdd(row, left, l5);
                r5 = TSimd.MultiplyAdd(row, right, r5);
            }

            if (TRows.Count > 6)
            {
                row = TSimd.Broadcast(a[6]);
                l6 = TSimd.MultiplyAdd(row, left, l6);
                r6 = TSimd.MultiplyAdd(row, right, r6);
                row = TSimd.Broadcast(a[7]);
                l7 = TSimd.MultiplyAdd(row, left, l7);
                r7 = TSimd.MultiplyAdd(row, right, r7);
            }

            if (TRows.Count > 8)
            {
                row = TSimd.Broadcast(a[8]);
                l8 = TSimd.MultiplyAdd(row, left, l8);
                r8 = TSimd.MultiplyAdd(row, right, r8);
                row = TSimd.Broadcast(a[9]);
                l9 = TSimd.MultiplyAdd(row, left, l9);
                r9 = TSimd.MultiplyAdd(row, right, r9);
            }

            if (TRows.Count > 10)
            {
                row = TSimd.Broadcast(a[10]);
                l10 = TSimd.MultiplyAdd(row, left, l10);
                r10 = TSimd.MultiplyAdd(row, right, r10);
                row = TSimd.Broadcast(a[11]);
                l11 = TSimd.MultiplyAdd(row, left, l11);
                r11 = TSimd.MultiplyAdd(row, right, r11);
            }

            a += TRows.Count;
            b += 2 * TSimd.Count;
        }

        TSimd.Store(l0, tile);
        TSimd.Store(r0, tile + TSimd.Count);
        TSimd.Store(l1, tile + 2 * TSimd.Count);
        TSimd.Store(r1, tile + 3 * TSimd.Count);

        if (TRows.Count > 2)
        {
            TSimd.Store(l2, tile + 4 * TSimd.Count);
            TSimd.Store(r2, tile + 5 * TSimd.Count);
            TSimd.Store(l3, tile + 6 * TSimd.Count);
            TSimd.Store(r3, tile + 7 * TSimd.Count);
        }

        if (TRows.Count > 4)
        {
            TSimd.Store(l4, tile + 8 * TSimd.Count);
            TSimd.Store(r4, tile + 9 * TSimd.Count);
            TSimd.Store(l5, tile + 10 * TSimd.Count);
            TSimd.Store(r5, tile + 11 * TSimd.Count);
        }

        if (TRows.Count > 6)
        {
            TSimd.Store(l6, tile + 12 * TSimd.Count);
            TSimd.Store(r6, tile + 13 * TSimd.Count);
            TSimd.Store(l7, tile + 14 * TSimd.Count);
            TSimd.Store(r7, tile + 15 * TSimd.Count);
        }

        if (TRows.Count > 8)
        {
            TSimd.Store(l8, tile + 16 * TSimd.Count);
            TSimd.Store(r8, tile + 17 * TSimd.Count);
            TSimd.Store(l9, tile + 18 * TSimd.Count);
            TSimd.Store(r9, tile + 19 * TSimd.Count);
        }

        if (TRows.Count > 10)
        {
            TSimd.Store(l10, tile + 20 * TSimd.Count);
            TSimd.Store(r10, tile + 21 * TSimd.Count);
            TSimd.Store(l11, tile + 22 * TSimd.Count);
            TSimd.Store(r11, tile + 23 * TSimd.Count);
        }
    }
}
