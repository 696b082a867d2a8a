namespace Marquee.Evaluation;

/// <summary>How served lists are weighed.</summary>
public sealed record OffPolicyOptions
{
    /// <summary>On what the reward of a place may depend. Default: on item and place.</summary>
    public ClickAssumption Assumption { get; init; } = ClickAssumption.ItemPosition;

    /// <summary>Weights above this are cut to it: less variance, and an estimate that leans towards 0 (IPS) or the reward model (doubly robust). Above 0. Default 1000.</summary>
    public double MaximumWeight
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, nameof(MaximumWeight));
            field = value;
        }
    } = 1000;

    /// <summary>Seed of the bootstrap and of the folds.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>How often users are drawn again for the intervals, at least 1.</summary>
    public int Resamples { get; init; } = Bootstrap.DefaultResamples;

    /// <summary>Most threads at once; 0 means one a processor.</summary>
    public int MaxDegreeOfParallelism { get; init; }
}
