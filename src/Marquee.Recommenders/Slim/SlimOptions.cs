namespace Marquee.Recommenders;

/// <summary>Options of <see cref="SlimTrainer"/>.</summary>
public sealed record SlimOptions : ModelOptions
{
    /// <summary>Strength of the squared penalty.</summary>
    [Option("What keeps the weights small and shares them among items that say the same; larger data sets want more.",
        Minimum = 0.001, Maximum = 1000000, SearchMinimum = 5, SearchMaximum = 2000, Logarithmic = true)]
    public double Regularization { get; init; } = 200;

    /// <summary>Strength of the absolute penalty: from how many common users on (beyond what other items explain) an item gets a weight at all.</summary>
    [Option("How much an item must tell, in common users that no other item explains, to get a weight at all; more makes the model smaller and faster.",
        Minimum = 0, Maximum = 1000000, SearchMinimum = 0, SearchMaximum = 50)]
    public double Sparsity { get; init; } = 2;

    /// <summary>Whether weights may not be negative.</summary>
    [Option("Whether weights may not be negative, as in the paper; negative ones let an item speak against another.")]
    public bool Nonnegative { get; init; } = true;

    /// <summary>From how many items each item is predicted at most.</summary>
    [Option("From how many items each item is predicted at most: those that alone predict it best; fewer take less time and memory.",
        Minimum = 1, Maximum = 100000, SearchMinimum = 50, SearchMaximum = 2000, Logarithmic = true)]
    public int Neighbours { get; init; } = 500;

    /// <summary>Most sweeps over the weights of an item.</summary>
    [Option("Most sweeps over the weights of an item; most items need fewer.", Minimum = 1, Maximum = 10000, SearchMinimum = 10, SearchMaximum = 100)]
    public int Epochs { get; init; } = 100;

    /// <summary>How much more a strong interaction counts. Default 0: all count 1, as in the paper.</summary>
    [Option("How much more a strong interaction counts than a weak one: its weight is raised to this power; with 0 all count 1, as in the paper.",
        Minimum = 0, Maximum = 4, SearchMinimum = 0, SearchMaximum = 1)]
    public double WeightExponent { get; init; }
}
