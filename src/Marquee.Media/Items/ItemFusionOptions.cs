namespace Marquee.Media;

/// <summary>How the modalities of items are fused.</summary>
public sealed record ItemFusionOptions
{
    /// <summary>Numbers of the fused vector, at least 1. Default 128.</summary>
    public int Dimensions { get; init; } = 128;

    /// <summary>Passes over the items, at least 1. Default 40.</summary>
    public int Epochs { get; init; } = 40;

    /// <summary>Seed of all chance. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 (the default) means one a processor. The result is the same on any number.</summary>
    public int MaxDegreeOfParallelism { get; init; }
}
