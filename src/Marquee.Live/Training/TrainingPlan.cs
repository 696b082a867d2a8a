using Marquee.Recommenders;

namespace Marquee.Live;

/// <summary>What is trained in the background, and when.</summary>
public sealed record TrainingPlan
{
    /// <summary>The models: families with their options. Default none.</summary>
    public IReadOnlyList<ModelSetup> Models { get; init; } = [];

    /// <summary>How long after one training the next one begins; null never for that reason. Default 1 day.</summary>
    public TimeSpan? Every { get; init; } = TimeSpan.FromDays(1);

    /// <summary>After how many new interactions a training begins, whatever the time; null never for that reason. Default null.</summary>
    public int? AfterEvents { get; init; }

    /// <summary>Seed of all chance in training. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Most threads that a training takes, at least 1: what is left answers requests. Default 1.</summary>
    public int MaxDegreeOfParallelism { get; init; } = 1;

    /// <summary>Share of the latest events that a new model is compared on with the one that is served, above 0 and below 1. Default 0.05.</summary>
    public double JudgedShare { get; init; } = 0.05;

    /// <summary>How much worse than the one that is served a new model may be and still take its place: a share of its figure, at least 0. Default 0.02, about what chance moves.</summary>
    public double Tolerance { get; init; } = 0.02;

    /// <summary>With fewer users in the latest events nothing is compared, at least 1, and the served model stays. Default 30.</summary>
    public int FewestJudged { get; init; } = 30;

    /// <summary>A model that is served for longer than this gives way to a newer one that cannot be compared with it for want of new events. Default 7 days.</summary>
    public TimeSpan ReplaceUnjudgedAfter { get; init; } = TimeSpan.FromDays(7);
}
