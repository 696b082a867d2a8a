namespace Marquee.Numerics;

/// <summary>The generator SplitMix64: a counter, and a function that makes each of its values look like chance. For the few random numbers of a loop that must not hold an object for them, and for hashes of numbers.</summary>
/// <remarks>Source: Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014, with the constants of Stafford's thirteenth mix.</remarks>
/// <param name="state">The counter at the start.</param>
internal struct SplitMix64(ulong state)
{
    /// <summary>What the counter grows by: odd, and far from regular.</summary>
    public const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        state += Step;
        return Mix(state);
    }

    /// <summary>A whole number in <c>[0, bound)</c>; its chance is off by <c>bound / 2^32</c> at most.</summary>
    public int Next(int bound) => (int)((Next() >> 32) * (ulong)bound >> 32);

    /// <summary>The output function: a hash of a number in which each bit depends on all.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
