namespace Marquee.Content;

/// <summary>What goes along with a training and is no option: chance, threads, progress, cancellation.</summary>
public sealed record LinkTrainingContext
{
    /// <summary>Seed of all chance. The same seed, graph and options give the same model, bit by bit, on any number of threads.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads at once; 0 means one a processor.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Told after each epoch, while the training waits: the model may be looked at until it returns.</summary>
    public Action<LinkEpoch>? AfterEpoch { get; init; }

    /// <summary>Stops the training with an <see cref="OperationCanceledException"/>; no model comes of it.</summary>
    public CancellationToken CancellationToken { get; init; }
}
