using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>How an encoder is trained.</summary>
public sealed record SelfSupervisedOptions
{
    /// <summary>Passes over the examples, at least 1. Default 20.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Examples a step, at least 2. Default 256. Examples that are left over at the end of a pass wait for the next.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>
    /// Most examples that are compared with each other, and one thread's share of a step; at least 2. Default 64. Larger ones know more negatives, smaller ones stay in a core's caches and keep more cores busy.
    /// </summary>
    public int SliceSize { get; init; } = 64;

    /// <summary>Largest learning rate of Adam, above 0; it rises in the first twentieth of the steps and falls with half a cosine. Default 0.001.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Weight decay of Adam (AdamW), at least 0. Default 0.0001.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Numbers of the projector's hidden layer, at least 1. Default 256. The projector takes the loss's demands off the encoder and is thrown away after training.</summary>
    public int ProjectorHidden { get; init; } = 256;

    /// <summary>Numbers that the objective compares, at least 1. Default 64; VICReg wants more, as many as <see cref="ProjectorHidden"/>.</summary>
    public int ProjectorDimensions { get; init; } = 64;

    /// <summary>What is known of the examples, for a hybrid loss: the self-supervised one and <see cref="LabelWeight"/> times the cross-entropy of a linear layer upon the encoder. Null (the default): nothing.</summary>
    public ExampleLabels? Labels { get; init; }

    /// <summary>How much labels count, at least 0. Default 1. Only with <see cref="Labels"/>.</summary>
    public double LabelWeight { get; init; } = 1;

    /// <summary>Seed of all chance. The same seed gives the same encoder, bit by bit, on any number of threads. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 (the default) means one a processor.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Where the training is kept from time to time, so that it can go on; null (the default) keeps nothing.</summary>
    public ICheckpointStore? Checkpoints { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(SliceSize, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(ProjectorHidden, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ProjectorDimensions, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
        ArgumentOutOfRangeException.ThrowIfNegative(WeightDecay);
        ArgumentOutOfRangeException.ThrowIfNegative(LabelWeight);
    }
}
