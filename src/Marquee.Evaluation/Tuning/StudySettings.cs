namespace Marquee.Evaluation;

/// <summary>How far a study goes, and who hears of it.</summary>
public sealed record StudySettings
{
    /// <summary>Trials where nothing else is said.</summary>
    public const int DefaultTrials = 30;

    /// <summary>Trials in all, those that were done before among them.</summary>
    public int Trials { get; init; } = DefaultTrials;

    /// <summary>After this time no further trial is begun; the one under way is finished.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Receives each trial as soon as it has ended, to keep it.</summary>
    public Action<Trial>? Keep { get; init; }

    /// <summary>Told what is being tried: number, options, share of the users.</summary>
    public Action<int, Recommenders.ModelOptions, double>? Progress { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Stops the study; trials that have ended were handed to <see cref="Keep"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
