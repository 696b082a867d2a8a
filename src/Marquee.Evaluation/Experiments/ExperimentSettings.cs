using Marquee.Recommenders;

namespace Marquee.Evaluation;

/// <summary>What goes along with experiments and is no part of their protocol: seeds, re-ranking, threads, progress, the clock.</summary>
public sealed record ExperimentSettings
{
    /// <summary>The first seed; further ones count up from it.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>How many seeds to average over, at least 1; nothing for what the suite or protocol asks for.</summary>
    public int? Seeds { get; init; }

    /// <summary>What the lists are re-ranked by, each on its own; the lists as the models make them are judged too.</summary>
    public IReadOnlyList<ReRankerSetup> ReRankers { get; init; } = [];

    /// <summary>Most threads at once; 0 means one a processor.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>Told what is being done.</summary>
    public IProgress<ExperimentProgress>? Progress { get; init; }

    /// <summary>The clock for training and scoring times.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Stops between trainings, and trainings and evaluations that are under way.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>All seeds.</summary>
    /// <param name="otherwise">How many where <see cref="Seeds"/> says nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="Seeds"/> is below 1.</exception>
    public IEnumerable<ulong> AllSeeds(int otherwise)
    {
        var count = Seeds ?? otherwise;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(Seeds));
        return Enumerable.Range(0, count).Select(number => Seed + (ulong)number);
    }
}
