namespace Marquee.Media;

/// <summary>How <see cref="ReptileTrainer"/> trains, and how its model adapts.</summary>
public sealed record ReptileOptions
{
    /// <summary>Classes and labelled examples of a task. Training takes <see cref="TrainShots"/> of each class in place of the shots. Default 5 ways, 1 shot, 15 queries.</summary>
    public EpisodeOptions Episodes { get; init; } = new();

    /// <summary>Labelled examples of each class in a training task, at least 1; more than will be given later, as the paper advises. Default 10.</summary>
    public int TrainShots { get; init; } = 10;

    /// <summary>Tasks that are learned and averaged into the start, at least 1. Default 400.</summary>
    public int Tasks { get; init; } = 400;

    /// <summary>Steps within a training task, at least 1. Default 8.</summary>
    public int InnerSteps { get; init; } = 8;

    /// <summary>Examples of a step within a task, at least 1. Default 10.</summary>
    public int InnerBatch { get; init; } = 10;

    /// <summary>Learning rate within a task (Adam without momentum), above 0. Default 0.001.</summary>
    public double InnerLearningRate { get; init; } = 1e-3;

    /// <summary>Share of the way to what a task learned that the start moves, from above 0 to 1; it falls in a straight line to 0. Default 1.</summary>
    public double OuterRate { get; init; } = 1;

    /// <summary>Steps of adapting to the labelled examples of a new task, at least 1. Default 50.</summary>
    public int AdaptSteps { get; init; } = 50;

    /// <summary>Seed of all chance. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    internal void Validate()
    {
        Episodes.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(TrainShots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Tasks, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(InnerSteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(InnerBatch, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(InnerLearningRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(OuterRate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(OuterRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(AdaptSteps, 1);
    }
}
