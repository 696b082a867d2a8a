namespace Marquee.Numerics.Learning;

/// <summary>What came of a training. The parameters hold what was learned.</summary>
public sealed record LearningResult
{
    /// <summary>Passes over the data.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps in all of them.</summary>
    public required int Steps { get; init; }

    /// <summary>Mean loss of a step in the last pass.</summary>
    public required double Loss { get; init; }

    /// <summary>The pass, from 1, after which validation gave the best score, whose parameters were kept; null where there was no validation.</summary>
    public required int? BestEpoch { get; init; }

    /// <summary>That score.</summary>
    public required double? BestScore { get; init; }
}
