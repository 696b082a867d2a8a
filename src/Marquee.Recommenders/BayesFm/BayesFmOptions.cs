namespace Marquee.Recommenders;

/// <summary>Options of <see cref="BayesFmTrainer"/>.</summary>
/// <remarks>How strongly anything is regularized is no option: it is drawn along, for each group of features by itself.</remarks>
public sealed record BayesFmOptions : ModelOptions
{
    /// <summary>Whether a rating is a number or one of a few values in their order.</summary>
    [Option("Whether a rating is a number with noise, or one of a few values in their order (ordered probit), which fits stars better and takes longer.")]
    public BayesFmTask Task { get; init; } = BayesFmTask.Regression;

    /// <summary>Numbers that describe each feature, besides its weight.</summary>
    [Option("Numbers that describe each feature besides its weight; more tell finer tastes apart and cost time and memory.", Minimum = 1, Maximum = 256, SearchMinimum = 4, SearchMaximum = 48, Logarithmic = true)]
    public int Factors { get; init; } = 10;

    /// <summary>Epochs before the first posterior sample is kept.</summary>
    [Option("Epochs over everything before the first posterior sample is kept; the chain must have come away from where it began.", Minimum = 0, Maximum = 100_000, SearchMinimum = 20, SearchMaximum = 200)]
    public int BurnIn { get; init; } = 100;

    /// <summary>How many posterior samples are kept; predictions are their mean.</summary>
    [Option("How many posterior samples are kept; predictions are their mean. More are more exact and cost time and memory at each question.", Minimum = 1, Maximum = 1000, SearchMinimum = 20, SearchMaximum = 100)]
    public int Samples { get; init; } = 50;

    /// <summary>Epochs from one sample that is kept to the next.</summary>
    [Option("Epochs from one sample that is kept to the next; those of neighbouring epochs are alike and tell little more than one.", Minimum = 1, Maximum = 1000, SearchMinimum = 1, SearchMaximum = 10)]
    public int Thinning { get; init; } = 4;

    /// <summary>Whether users are described by the items they met.</summary>
    [Option("Whether users are described by the items they met, rated or not: what somebody chose tells something before any stars do.")]
    public bool ImplicitItems { get; init; } = true;

    /// <summary>Whether items are described by the users who met them.</summary>
    [Option("Whether items are described by the users who met them, rated or not.")]
    public bool ImplicitUsers { get; init; } = true;

    /// <summary>How many days have one feature in common; 0 leaves the date out.</summary>
    [Option("How many days make one date: a rating knows the date on which it was given; 0 leaves the date out.", Minimum = 0, Maximum = 10_000, SearchMinimum = 1, SearchMaximum = 90)]
    public int DateDays { get; init; } = 1;

    /// <summary>Whether users are described by their attributes.</summary>
    [Option("Whether users are described by their attributes: each that has at least 2 values and at most 50; ages by tens.")]
    public bool UserAttributes { get; init; } = true;

    /// <summary>Whether items are described by categories, labels, countries, language and kind.</summary>
    [Option("Whether items are described by their categories, labels, countries, language and kind.")]
    public bool ItemAttributes { get; init; } = true;

    /// <summary>Whether items are described by the year of their release.</summary>
    [Option("Whether items are described by the year of their first release.")]
    public bool ReleaseYear { get; init; } = true;
}
