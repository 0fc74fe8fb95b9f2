using System.Numerics;

namespace Adversa.Gan.Data.Images;

/// <summary>
/// The five filters of PNG (specification, section 9): a row is stored as its difference, modulo 256, from a prediction by the
/// bytes to the left (a), above (b) and above left (c), where left means one pixel earlier. Outside the picture all are 0.
/// </summary>
internal static class PngFilter
{
    public const int Count = 5;

    private const int None = 0;
    private const int Sub = 1;
    private const int Up = 2;
    private const int Average = 3;
    private const int Paeth = 4;

    /// <summary>Turns the stored <paramref name="row"/> into bytes of the picture, in place; <paramref name="above"/> is the
    /// finished row above it.</summary>
    /// <exception cref="InvalidDataException">A filter that PNG does not have.</exception>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        switch (filter)
        {
            case None:
                break;
            case Sub:
                for (int i = step; i < row.Length; i++) row[i] += row[i - step];
                break;
            case Up:
                AddRow(row, above);
                break;
            case Average:
                for (int i = 0; i < step; i++) row[i] += (byte)(above[i] >> 1);
                for (int i = step; i < row.Length; i++) row[i] += (byte)((row[i - step] + above[i]) >> 1);
                break;
            case Paeth:
                for (int i = 0; i < step; i++) row[i] += above[i];
                for (int i = step; i < row.Length; i++) row[i] += Nearest(row[i - step], above[i], above[i - step]);
                break;
            default:
                throw new InvalidDataException($"found row filter {filter}, expected 0 to {Count - 1}; the file is corrupt");
        }
    }

    /// <summary>Writes what <paramref name="filter"/> stores for <paramref name="row"/>.</summary>
    public static void Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> stored)
    {
        for (int i = 0; i < row.Length; i++)
        {
            byte a = i < step ? (byte)0 : row[i - step];
            byte b = above[i];
            byte c = i < step ? (byte)0 : above[i - step];
            int prediction = filter switch
            {
                None => 0,
                Sub => a,
                Up => b,
                Average => (a + b) >> 1,
                _ => Nearest(a, b, c),
            };
            stored[i] = (byte)(row[i] - prediction);
        }
    }

    private static void AddRow(Span<byte> row, ReadOnlySpan<byte> above)
    {
        int i = 0;
        for (; i <= row.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            (new Vector<byte>(row[i..]) + new Vector<byte>(above[i..])).CopyTo(row[i..]);
        for (; i < row.Length; i++) row[i] += above[i];
    }

    /// <summary>Paeth's predictor: whichever of a, b and c is nearest to a + b − c, in this order on a tie.</summary>
    private static byte Nearest(byte a, byte b, byte c)
    {
        int distanceA = Math.Abs(b - c);
        int distanceB = Math.Abs(a - c);
        int distanceC = Math.Abs(a + b - 2 * c);
        return distanceA <= distanceB && distanceA <= distanceC ? a : distanceB <= distanceC ? b : c;
    }
}
