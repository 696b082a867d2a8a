namespace Marquee.Recommenders;

/// <summary>What goes along with a training and is no hyper-parameter: chance, threads, progress, cancellation.</summary>
public sealed record TrainingContext
{
    /// <summary>Seed of all chance in the training. The same seed, data and options give the same model, bit by bit, on any number of threads.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 means one a processor.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Told after each step (an epoch, a pass).</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Stops the training with an <see cref="OperationCanceledException"/>; no model comes of it.</summary>
    public CancellationToken CancellationToken { get; init; }
}
