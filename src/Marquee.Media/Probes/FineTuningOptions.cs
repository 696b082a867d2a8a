namespace Marquee.Media;

/// <summary>How an encoder and its classifier are trained together.</summary>
public sealed record FineTuningOptions
{
    /// <summary>Passes over the labelled examples, at least 1. Default 30.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Examples a step, at least 2. Default 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Most examples of one thread's share of a step, at least 2. Default 64.</summary>
    public int SliceSize { get; init; } = 64;

    /// <summary>Largest learning rate of Adam, above 0; it rises in the first twentieth of the steps and falls with half a cosine. Default 0.001; a pre-trained encoder may want less.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Weight decay of Adam (AdamW), at least 0. Default 0.01.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Seed of all chance. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 (the default) means one a processor.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(SliceSize, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(WeightDecay);
    }
}
