using System.Numerics;

namespace Marquee.Numerics;

/// <summary>
/// A seeded generator that can be split: <see cref="Split(ulong)"/> derives an independent stream from a key, so that
/// "the numbers of user 17" are the same whatever else was drawn, in whatever order and on whatever thread.
/// </summary>
/// <remarks>
/// Source: xoshiro256** (Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators, 2021), seeded by SplitMix64
/// (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, 2014). Period 2^256 - 1. Not for cryptography.
/// Not synchronised: give every thread a split of its own.
/// </remarks>
public sealed class SplittableRandom
{
    private ulong _seed;
    private ulong _s0, _s1, _s2, _s3;
    private double _spareGaussian = double.NaN;

    /// <summary>Starts a stream from a seed; equal seeds give equal streams on every platform.</summary>
    public SplittableRandom(ulong seed) => Start(seed);

    /// <summary>A stream that depends on this generator's seed and the key only, not on what was drawn so far.</summary>
    public SplittableRandom Split(ulong key) => new(SeedOfSplit(key));

    /// <summary>Makes this generator the one that <c>parent.Split(key)</c> gives, without a new object: for loops that must not allocate.</summary>
    /// <param name="parent">The generator that is split; may be this one.</param>
    /// <param name="key">The key.</param>
    public void BeginSplit(SplittableRandom parent, ulong key)
    {
        ArgumentNullException.ThrowIfNull(parent);
        Start(parent.SeedOfSplit(key));
    }

    /// <summary>A stream named by a word, for the parts of a procedure ("users", "negatives").</summary>
    public SplittableRandom Split(string name)
    {
        // FNV-1a over UTF-16 units: string.GetHashCode differs from one process to the next.
        var hash = 14695981039346656037UL;
        foreach (var unit in name)
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        return Split(hash);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A whole number in <c>[0, exclusiveMaximum)</c>, without bias (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int Next(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMaximum);
        var bound = (uint)exclusiveMaximum;
        var product = (NextUInt64() >> 32) * bound;
        var low = (uint)product;
        if (low < bound)
        {
            var threshold = (0u - bound) % bound;
            while (low < threshold)
            {
                product = (NextUInt64() >> 32) * bound;
                low = (uint)product;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>A number in <c>[0, 1)</c> with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in <c>[0, 1)</c> with 24 random bits.</summary>
    public float NextSingle() => (NextUInt64() >> 40) * (1f / (1 << 24));

    /// <summary>A number from the standard normal distribution (Box-Muller).</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(_spareGaussian))
        {
            var spare = _spareGaussian;
            _spareGaussian = double.NaN;
            return spare;
        }

        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        var angle = 2 * Math.PI * NextDouble();
        _spareGaussian = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }

    /// <summary>A number from the gamma distribution of a shape and scale 1; its mean is the shape. (A chi-squared number of n degrees is twice one of shape n / 2.)</summary>
    /// <remarks>Source: Marsaglia and Tsang, A Simple Method for Generating Gamma Variables, 2000.</remarks>
    /// <param name="shape">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not positive.</exception>
    public double NextGamma(double shape)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        if (shape < 1)
        {
            return NextGamma(shape + 1) * Math.Pow(1 - NextDouble(), 1 / shape);
        }

        var centre = shape - (1.0 / 3);
        while (true)
        {
            var gaussian = NextGaussian();
            var root = 1 + (gaussian / Math.Sqrt(9 * centre));
            var cube = root * root * root;
            if (cube > 0 && Math.Log(1 - NextDouble()) < (gaussian * gaussian / 2) + (centre * (1 - cube + Math.Log(cube))))
            {
                return centre * cube;
            }
        }
    }

    /// <summary>Puts the elements in a random order (Fisher-Yates); every order is equally likely.</summary>
    public void Shuffle<T>(Span<T> elements)
    {
        for (var last = elements.Length - 1; last > 0; last--)
        {
            var other = Next(last + 1);
            (elements[last], elements[other]) = (elements[other], elements[last]);
        }
    }

    private void Start(ulong seed)
    {
        _seed = seed;
        _spareGaussian = double.NaN;
        var state = new SplitMix64(seed);
        (_s0, _s1, _s2, _s3) = (state.Next(), state.Next(), state.Next(), state.Next());
    }

    private ulong SeedOfSplit(ulong key)
    {
        var mixed = new SplitMix64(_seed ^ 0xA0761D6478BD642FUL).Next();
        return new SplitMix64(mixed ^ (key * SplitMix64.Step)).Next();
    }
}
