namespace Marquee.Recommenders;

/// <summary>Options of <see cref="MostPopularTrainer"/>.</summary>
public sealed record MostPopularOptions : ModelOptions
{
    /// <summary>What is counted.</summary>
    [Option("What is counted: the users who met an item, or the weights of their interactions with it.")]
    public PopularityMeasure Measure { get; init; } = PopularityMeasure.Users;
}
