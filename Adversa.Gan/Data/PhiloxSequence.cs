using Adversa.Kernels.Sources;

namespace Adversa.Gan.Data;

/// <summary>What a sequence of random numbers is for; sequences for different purposes never share a number.</summary>
internal enum RandomPurpose : uint
{
    Order = 0x4F524452,
    Shapes = 0x53484150,
    Points = 0x504F4E54,
    Shift = 0x53484654,
}

/// <summary>
/// Random numbers one after the other, a function of (seed, purpose, item) alone: the Philox counter is
/// (block, item low, item high, purpose), the key is the seed.
/// </summary>
internal struct PhiloxSequence(ulong seed, RandomPurpose purpose, ulong item)
{
    private uint _block;
    private int _left;
    private (uint, uint, uint, uint) _words;

    /// <summary>32 random bits.</summary>
    public uint NextWord()
    {
        if (_left == 0)
        {
            _words = Philox4x32.Block(_block++, (uint)item, (uint)(item >> 32), (uint)purpose, (uint)seed, (uint)(seed >> 32));
            _left = 4;
        }

        return --_left switch
        {
            3 => _words.Item1,
            2 => _words.Item2,
            1 => _words.Item3,
            _ => _words.Item4,
        };
    }

    /// <summary>Evenly from [minimum, maximum), in steps of 2⁻²⁴ of the range.</summary>
    public float NextFloat(float minimum, float maximum) =>
        minimum + (maximum - minimum) * ((NextWord() >> 8) * (1f / (1 << 24)));

    /// <summary>
    /// Two independent standard normal numbers from words v and w after Box and Muller (A note on the generation of random normal
    /// deviates, 1958): √(−2 ln((v+1)/2³²)) · cos and sin of 2π·w/2³².
    /// </summary>
    public (float, float) NextNormalPair()
    {
        const double unit = 1.0 / (1L << 32);
        double radius = Math.Sqrt(-2 * Math.Log((NextWord() + 1.0) * unit));
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * unit * NextWord());
        return ((float)(radius * cosine), (float)(radius * sine));
    }

    /// <summary>
    /// Evenly from 0 … bound − 1, without bias (Lemire, Fast random integer generation in an interval, 2019, algorithm 5).
    /// </summary>
    public uint NextBelow(uint bound)
    {
        ulong product = (ulong)NextWord() * bound;
        if ((uint)product < bound)
        {
            uint threshold = (0u - bound) % bound;
            while ((uint)product < threshold) product = (ulong)NextWord() * bound;
        }

        return (uint)(product >> 32);
    }
}
