namespace Marquee.Recommenders;

/// <summary>Options of <see cref="EaseTrainer"/>.</summary>
public sealed record EaseOptions : ModelOptions
{
    /// <summary>What is added to the diagonal of the Gram matrix. Default 300.</summary>
    [Option("What keeps the weights small; more makes the list safer and more popular, and larger data sets want more.",
        Minimum = 0.001, Maximum = 1000000, SearchMinimum = 10, SearchMaximum = 5000, Logarithmic = true)]
    public double Regularization { get; init; } = 300;

    /// <summary>How much more a strong interaction counts. Default 0: all count 1, as in the paper.</summary>
    [Option("How much more a strong interaction counts than a weak one: its weight is raised to this power; with 0 all count 1, as in the paper.",
        Minimum = 0, Maximum = 4, SearchMinimum = 0, SearchMaximum = 1)]
    public double WeightExponent { get; init; }

    /// <summary>How much less each interaction of a user with many counts in training. Default 0: all alike, as in the paper.</summary>
    [Option("How much less each interaction of a user with many counts: a user's row weighs (their number of items)^-userExponent in the squares; with 0 all users' interactions count alike, with 1 all users.",
        Minimum = 0, Maximum = 2, SearchMinimum = 0, SearchMaximum = 1)]
    public double UserExponent { get; init; }

    /// <summary>How much popular items are scaled down before weights are found. Default 0: not at all, as in the paper.</summary>
    [Option("How much popular items are scaled down before the weights are found, and up again in the scores: by (number of users)^-itemExponent; more is fairer to rare items.",
        Minimum = 0, Maximum = 1, SearchMinimum = 0, SearchMaximum = 0.5)]
    public double ItemExponent { get; init; }
}
