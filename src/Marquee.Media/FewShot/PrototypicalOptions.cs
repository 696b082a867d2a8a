namespace Marquee.Media;

/// <summary>How <see cref="PrototypicalTrainer"/> trains.</summary>
public sealed record PrototypicalOptions
{
    /// <summary>The shape of the episodes that it trains on; the paper advises more classes than will be asked, and as many shots. Default 5 ways, 1 shot, 15 queries.</summary>
    public EpisodeOptions Episodes { get; init; } = new();

    /// <summary>Steps, at least 1. Default 200.</summary>
    public int Steps { get; init; } = 200;

    /// <summary>Episodes a step, at least 1, one thread's work each. Default 4.</summary>
    public int EpisodesPerStep { get; init; } = 4;

    /// <summary>Largest learning rate of Adam, above 0; falls with half a cosine. Default 0.001.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Weight decay of AdamW, at least 0. Default 0.0001.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Makes the views that it trains on, of the examples' own shape; nothing for the examples as they are.</summary>
    public IAugmentation? Augmentation { get; init; }

    /// <summary>Seed of all chance. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 (the default) means one a processor. The result is the same on any number.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    internal void Validate()
    {
        Episodes.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(EpisodesPerStep, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(WeightDecay);
    }
}
