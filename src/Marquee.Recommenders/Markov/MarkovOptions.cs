namespace Marquee.Recommenders;

/// <summary>Options of <see cref="MarkovTrainer"/>.</summary>
public sealed record MarkovOptions : ModelOptions
{
    /// <summary>How many of the next items count as what came after an item. Default 10.</summary>
    [Option("How many of a user's next items count as what came after an item; 1 is a plain Markov chain.", Minimum = 1, Maximum = 1000, SearchMinimum = 1, SearchMaximum = 30, Logarithmic = true)]
    public int Window { get; init; } = 10;

    /// <summary>By which factor each later item of the window counts less. Default 0.8.</summary>
    [Option("By which factor each later item of the window counts less than the one before it.", Minimum = 0, Maximum = 1, SearchMinimum = 0.4)]
    public double WindowDecay { get; init; } = 0.8;

    /// <summary>After how many days between two items their transition counts half. Default 0: the time between does not matter.</summary>
    [Option("How many days between two items make their transition count half; 0 for none.", Minimum = 0, Maximum = 36500, SearchMinimum = 0, SearchMaximum = 60)]
    public double GapHalfLife { get; init; }

    /// <summary>Which way transitions count. Default forward.</summary>
    [Option("Whether only what came after an item follows from it, or also what came before it.")]
    public MarkovDirection Direction { get; init; } = MarkovDirection.Forward;

    /// <summary>Added to the sum by which an item's transitions are divided. Default 10.</summary>
    [Option("Added to the sum by which the transitions of an item are divided; more distrusts items that were met by few.",
        Minimum = 0, Maximum = 1000000, SearchMinimum = 0, SearchMaximum = 200)]
    public double Shrinkage { get; init; } = 10;

    /// <summary>The power of an item's number of users by which transitions to it are divided. Default 0.2.</summary>
    [Option("How much the popularity of an item is held against it: transitions to it are divided by its number of users to this power.",
        Minimum = 0, Maximum = 2, SearchMinimum = 0, SearchMaximum = 1)]
    public double PopularityExponent { get; init; } = 0.2;

    /// <summary>How many transitions each item keeps. Default 500.</summary>
    [Option("How many transitions each item keeps, the largest.", Minimum = 1, Maximum = 100000, SearchMinimum = 50, SearchMaximum = 2000, Logarithmic = true)]
    public int Neighbours { get; init; } = 500;

    /// <summary>How many of the last items of a history count. Default 20.</summary>
    [Option("How many of the last items of a history count.", Minimum = 1, Maximum = 100000, SearchMinimum = 1, SearchMaximum = 50, Logarithmic = true)]
    public int ProfileItems { get; init; } = 20;

    /// <summary>By which factor an item of the history fades with each newer one. Default 0.7.</summary>
    [Option("By which factor an item of the history fades with each newer one; 0 counts the last only.", Minimum = 0, Maximum = 1, SearchMinimum = 0.4, SearchMaximum = 0.95)]
    public double ProfileDecay { get; init; } = 0.7;

    /// <summary>After how many days an item of the history counts half. Default 0: it does not fade with time.</summary>
    [Option("After how many days an item of the history counts half, back from the moment of asking; 0 does not let it fade with time.",
        Minimum = 0, Maximum = 36500, SearchMinimum = 0, SearchMaximum = 60)]
    public double ProfileHalfLife { get; init; }
}
