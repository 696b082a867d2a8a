using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>What goes along with a training and is no hyper-parameter: chance, threads, progress, cancellation, checkpoints.</summary>
public sealed record TrainingContext
{
    /// <summary>Seed of all chance in the training. The same seed, data and options give the same model, bit by bit, on any number of threads.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 means one a processor.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Told after each step (an epoch, or a part of one).</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops the training with an <see cref="OperationCanceledException"/>; no model comes of it.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// Where a training that takes many steps keeps its state, and goes on from it; null (the default) keeps nothing. A model that is trained in one go ignores it; one that is several trainings gives each a <see cref="ICheckpointStore.Part"/>.
    /// </summary>
    public ICheckpointStore? Checkpoints { get; init; }

    /// <summary>The options of a <see cref="Learner"/> with what this context says about chance, threads, progress and checkpoints.</summary>
    /// <param name="options">Everything else.</param>
    /// <param name="part">Which part of the training it is, where the model has several learners: lower-case letters, digits and hyphens.</param>
    public LearnerOptions ForLearner(LearnerOptions options, string? part = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            Seed = Seed,
            MaxDegreeOfParallelism = MaxDegreeOfParallelism,
            Progress = Progress is null ? null : new LearnerProgress(Progress),
            Checkpoints = part is null ? Checkpoints : Checkpoints?.Part(part),
        };
    }
}
