namespace Marquee.Numerics.Learning;

/// <summary>Which numbers a dropout sets to zero: the keys and the threshold of the hash of their places.</summary>
internal readonly record struct DropoutChance
{
    /// <summary>Chance from a seed.</summary>
    public DropoutChance(ulong seed, float rate)
    {
        // The output function of SplitMix64.
        var mixed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        mixed ^= mixed >> 31;
        FirstKey = (uint)mixed;
        SecondKey = (uint)(mixed >> 32);
        Threshold = (uint)(rate * 4294967296.0);
        Scale = 1 / (1 - rate);
    }

    /// <summary>First key of the hash.</summary>
    public uint FirstKey { get; }

    /// <summary>Second key of the hash.</summary>
    public uint SecondKey { get; }

    /// <summary>Numbers whose hash is below are set to zero.</summary>
    public uint Threshold { get; }

    /// <summary>Factor of the others.</summary>
    public float Scale { get; }
}
