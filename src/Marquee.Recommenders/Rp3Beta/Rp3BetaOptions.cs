namespace Marquee.Recommenders;

/// <summary>Options of <see cref="Rp3BetaTrainer"/>.</summary>
public sealed record Rp3BetaOptions : ModelOptions
{
    /// <summary>The power of each step's probability.</summary>
    [Option("The power of each step's probability; more holds it against users and items that many met.", Minimum = 0, Maximum = 3, SearchMinimum = 0.2, SearchMaximum = 1.5)]
    public double Alpha { get; init; } = 0.7;

    /// <summary>The power of its popularity by which the walk to an item is divided.</summary>
    [Option("The power of its popularity by which the chance to reach an item is divided; more recommends rarer items.", Minimum = 0, Maximum = 3, SearchMinimum = 0, SearchMaximum = 1)]
    public double Beta { get; init; } = 0.4;

    /// <summary>How many items each item is reached from.</summary>
    [Option("How many items each item can be reached from; more reach further and blur more.",
        Minimum = 1, Maximum = 100000, SearchMinimum = 20, SearchMaximum = 1000, Logarithmic = true)]
    public int Neighbours { get; init; } = 200;

    /// <summary>How far the walks from an item are scaled to the same sum.</summary>
    [Option("How far all that is reached from an item is scaled to the same sum, so that no item of a history outvotes the others: 0 not at all, 1 in full.", Minimum = 0, Maximum = 1)]
    public double Normalization { get; init; } = 0.5;

    /// <summary>How much more a strong interaction counts. Default 0: all count 1.</summary>
    [Option("How much more a strong interaction counts than a weak one: its weight is raised to this power; with 0 all count 1.",
        Minimum = 0, Maximum = 4, SearchMinimum = 0, SearchMaximum = 1)]
    public double WeightExponent { get; init; }
}
