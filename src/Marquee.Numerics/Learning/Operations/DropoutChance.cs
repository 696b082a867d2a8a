namespace Marquee.Numerics.Learning;

/// <summary>Which numbers a dropout sets to zero: the keys and the threshold of the hash of their places.</summary>
internal readonly record struct DropoutChance
{
    /// <summary>Chance from a seed.</summary>
    public DropoutChance(ulong seed, float rate)
    {
        var mixed = SplitMix64.Mix(seed);
        FirstKey = (uint)mixed;
        SecondKey = (uint)(mixed >> 32);
        Threshold = (uint)(rate * 4294967296.0);
        Scale = 1 / (1 - rate);
    }

    private DropoutChance(ulong keys, uint threshold, float scale) =>
        (FirstKey, SecondKey, Threshold, Scale) = ((uint)keys, (uint)(keys >> 32), threshold, scale);

    /// <summary>Chance from the keys themselves, for the weights of attention: the hash of a place depends on each of their bits, and trained models on the keys.</summary>
    public static DropoutChance OfKeys(ulong keys, double rate) => new(keys, (uint)(rate * uint.MaxValue), (float)(1 / (1 - rate)));

    /// <summary>First key of the hash.</summary>
    public uint FirstKey { get; }

    /// <summary>Second key of the hash.</summary>
    public uint SecondKey { get; }

    /// <summary>Numbers whose hash is below are set to zero.</summary>
    public uint Threshold { get; }

    /// <summary>Factor of the others.</summary>
    public float Scale { get; }
}
