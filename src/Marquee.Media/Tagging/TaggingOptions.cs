namespace Marquee.Media;

/// <summary>How labels are learned.</summary>
public sealed record TaggingOptions
{
    /// <summary>How modalities are brought together.</summary>
    public FusionOptions Fusion { get; init; } = new();

    /// <summary>
    /// 1 (the default): one logistic regression a label upon the fused vector. From 2: a mixture of so many for each label, chosen by a gate that reads the same vector (<see cref="TaggingTrainer"/>).
    /// </summary>
    public int Experts { get; init; } = 1;

    /// <summary>Share of the fused vector's numbers that is set to zero while training, from 0 to below 1. Default 0.</summary>
    public double Dropout { get; init; }

    /// <summary>Passes over the examples, at least 1. Default 20.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Examples a step, at least 1. Default 256.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Largest learning rate of Adam, above 0; it falls with half a cosine. Default 0.001.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Weight decay of Adam (AdamW), at least 0. Default 0.01.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Seed of all chance. The same seed gives the same bits on any number of threads. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 (the default) means one a processor.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    internal void Validate(IReadOnlyList<string> modalities)
    {
        Fusion.Validate(modalities);
        ArgumentOutOfRangeException.ThrowIfLessThan(Experts, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Dropout);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Dropout, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(WeightDecay);
    }
}
