namespace Marquee.Recommenders;

/// <summary>Options of <see cref="BiasedMfTrainer"/>.</summary>
/// <remarks>How strongly users and items are regularized is no option: it is drawn along with them.</remarks>
public sealed record BiasedMfOptions : ModelOptions
{
    /// <summary>Numbers that describe a user or an item, besides the bias.</summary>
    [Option("Numbers that describe a user or an item besides the bias; more tell finer tastes apart and cost time and memory. With the bias a multiple of 8 or 16 is fastest.", Minimum = 1, Maximum = 512, SearchMinimum = 3, SearchMaximum = 63, Logarithmic = true)]
    public int Factors { get; init; } = 15;

    /// <summary>Epochs over all users and items before the first posterior sample is kept.</summary>
    [Option("Epochs over all users and items before the first posterior sample is kept; the chain must have come away from where it began.", Minimum = 0, Maximum = 100_000, SearchMinimum = 10, SearchMaximum = 100)]
    public int BurnIn { get; init; } = 30;

    /// <summary>How many posterior samples are kept; predictions are their mean.</summary>
    [Option("How many posterior samples are kept; predictions are their mean. More are more exact and cost time and memory at each question.", Minimum = 1, Maximum = 1000, SearchMinimum = 10, SearchMaximum = 50)]
    public int Samples { get; init; } = 20;

    /// <summary>Epochs from one sample that is kept to the next.</summary>
    [Option("Epochs from one sample that is kept to the next; those of neighbouring epochs are alike and tell little more than one.", Minimum = 1, Maximum = 1000, SearchMinimum = 1, SearchMaximum = 10)]
    public int Thinning { get; init; } = 4;
}
