namespace Marquee.Recommenders;

/// <summary>Options of <see cref="PureSvdTrainer"/>.</summary>
/// <remarks>
/// The defaults lie between the best of three validation sets: NDCG@10 is within 5% of the best found on MovieLens 100K (40 factors, spectrum 1), and on MovieLens 1M in the protocols of
/// NCF (128 factors, spectrum 0.5) and RecBole (100 factors, spectrum 0.75). What is worth searching is the number of factors and the power of the spectrum.
/// </remarks>
public sealed record PureSvdOptions : ModelOptions
{
    /// <summary>Singular vectors kept.</summary>
    [Option("Tastes that are told apart; more follow the history more closely, fewer are nearer to what is popular.", Minimum = 1, Maximum = 2048, SearchMinimum = 10, SearchMaximum = 300, Logarithmic = true)]
    public int Factors { get; init; } = 64;

    /// <summary>The power of its number of users by which an item's interactions are divided.</summary>
    [Option("The power of its number of users by which an item's interactions are divided; more gives rare items a say.", Minimum = 0, Maximum = 2, SearchMinimum = 0, SearchMaximum = 0.6)]
    public double ItemExponent { get; init; } = 0.3;

    /// <summary>The power of their number of items by which a user's interactions are divided in training.</summary>
    [Option("The power of their number of items by which a user's interactions are divided in training; more lets users with few items say as much as others.", Minimum = 0, Maximum = 2, SearchMinimum = 0, SearchMaximum = 0.6)]
    public double UserExponent { get; init; } = 0.25;

    /// <summary>The power of its singular value with which a taste counts.</summary>
    [Option("The power of its singular value with which a taste counts; more trusts the common tastes over the fine ones.", Minimum = 0, Maximum = 4, SearchMinimum = 0, SearchMaximum = 2)]
    public double SpectrumExponent { get; init; } = 0.75;

    /// <summary>How much more a strong interaction counts. Default 0: all count 1.</summary>
    [Option("How much more a strong interaction counts than a weak one: its weight is raised to this power; with 0 all count 1.",
        Minimum = 0, Maximum = 4, SearchMinimum = 0, SearchMaximum = 1)]
    public double WeightExponent { get; init; }
}
