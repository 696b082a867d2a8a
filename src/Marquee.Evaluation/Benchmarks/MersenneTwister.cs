namespace Marquee.Evaluation;

/// <summary>The generator behind <c>numpy.random.seed</c> and <c>numpy.random.rand</c>, to draw again the splits that published figures rest on. For nothing else: use <c>SplittableRandom</c>.</summary>
/// <remarks>Source: Matsumoto and Nishimura, Mersenne Twister: A 623-dimensionally equidistributed uniform pseudo-random number generator, 1998 (MT19937, seeding of 2002).</remarks>
internal sealed class MersenneTwister
{
    private const int Length = 624;
    private const int Shift = 397;

    private readonly uint[] _state = new uint[Length];
    private int _next = Length;

    /// <summary>Starts as <c>numpy.random.seed(seed)</c> does.</summary>
    public MersenneTwister(uint seed)
    {
        _state[0] = seed;
        for (var index = 1; index < Length; index++)
        {
            _state[index] = (1812433253u * (_state[index - 1] ^ (_state[index - 1] >> 30))) + (uint)index;
        }
    }

    /// <summary>32 random bits.</summary>
    public uint NextUInt32()
    {
        if (_next == Length)
        {
            Twist();
        }

        var bits = _state[_next++];
        bits ^= bits >> 11;
        bits ^= (bits << 7) & 0x9D2C5680u;
        bits ^= (bits << 15) & 0xEFC60000u;
        return bits ^ (bits >> 18);
    }

    /// <summary>A number in <c>[0, 1)</c> with 53 random bits, as <c>numpy.random.rand</c> gives one after the other.</summary>
    public double NextDouble()
    {
        var high = NextUInt32() >> 5;
        var low = NextUInt32() >> 6;
        return ((high * 67108864.0) + low) / 9007199254740992.0;
    }

    private void Twist()
    {
        for (var index = 0; index < Length; index++)
        {
            var mixed = (_state[index] & 0x80000000u) | (_state[(index + 1) % Length] & 0x7FFFFFFFu);
            _state[index] = _state[(index + Shift) % Length] ^ (mixed >> 1) ^ ((mixed & 1) * 0x9908B0DFu);
        }

        _next = 0;
    }
}
