namespace Marquee.Media;

/// <summary>How <see cref="FeatureGeneratorTrainer"/> trains.</summary>
public sealed record FeatureGeneratorOptions
{
    /// <summary>Numbers of noise that a vector is made from, at least 1. Default 32.</summary>
    public int Noise { get; init; } = 32;

    /// <summary>Numbers of each of the two hidden layers of generator and critic, at least 1. Default 256.</summary>
    public int Hidden { get; init; } = 256;

    /// <summary>Most examples of a class whose mean tells the generator what to make, at least 1. Default 3: as many as a rare class may have.</summary>
    public int Shots { get; init; } = 3;

    /// <summary>Steps of the generator, at least 1. Default 500.</summary>
    public int Steps { get; init; } = 500;

    /// <summary>Steps of the critic before each, at least 1. Default 5, as in the paper.</summary>
    public int CriticSteps { get; init; } = 5;

    /// <summary>Weight of the gradient penalty, above 0. Default 10, as in the paper.</summary>
    public double Penalty { get; init; } = 10;

    /// <summary>Vectors a step, at least 1. Default 128.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Learning rate of Adam (with decays 0 and 0.9), above 0; it falls in a straight line to 0. Default 0.0003.</summary>
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Seed of all chance. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Noise, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Hidden, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Shots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(CriticSteps, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Penalty);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(LearningRate);
    }
}
