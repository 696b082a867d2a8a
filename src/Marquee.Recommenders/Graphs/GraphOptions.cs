namespace Marquee.Recommenders;

/// <summary>What all models have in common that learn on the graph of users and items.</summary>
public abstract record GraphOptions : ModelOptions
{
    /// <summary>Numbers that describe an item. Default 64.</summary>
    [Option("Numbers that describe an item; more tell finer tastes apart and cost time and memory.",
        Minimum = 1, Maximum = 2048, SearchMinimum = 32, SearchMaximum = 256, Logarithmic = true)]
    public int Factors { get; init; } = 64;

    /// <summary>Hops along the graph. Default 1.</summary>
    [Option("Hops along the graph: with 1 a user gathers from the items of the history, with 2 items also gather from those that were met with them, with 3 the user from these.",
        Minimum = 1, Maximum = 9, SearchMinimum = 1, SearchMaximum = 4)]
    public int Layers { get; init; } = 1;

    /// <summary>Passes over the training data.</summary>
    [Option("Passes over the training data.", Minimum = 1, Maximum = 10000, SearchMinimum = 10, SearchMaximum = 200, Logarithmic = true)]
    public int Epochs { get; init; } = 20;

    /// <summary>Pairs of user and item in a step. Default 1024.</summary>
    [Option("Pairs of user and item that move the model by one step.", Minimum = 1, Maximum = 1000000, SearchMinimum = 256, SearchMaximum = 8192, Logarithmic = true)]
    public int BatchSize { get; init; } = 1024;

    /// <summary>Length of the first steps (Adam); it falls to 0 along a cosine. Default 0.005.</summary>
    [Option("Length of the first steps; it falls to nothing along a cosine.", Minimum = 1e-6, Maximum = 1, SearchMinimum = 0.0005, SearchMaximum = 0.02, Logarithmic = true)]
    public double LearningRate { get; init; } = 0.005;

    /// <summary>Pull of all numbers to zero, as a share of each step (decoupled weight decay). Default 0.01.</summary>
    [Option("Pull of all numbers to zero, as a share of each step; more makes lists safer.", Minimum = 0, Maximum = 100, SearchMinimum = 0.001, SearchMaximum = 1, Logarithmic = true)]
    public double Regularization { get; init; } = 0.01;

    /// <summary>Standard deviation of the random numbers at the start. Default 0.1.</summary>
    [Option("Standard deviation of the random numbers that describe items at the start.", Minimum = 1e-6, Maximum = 10, SearchMinimum = 0.01, SearchMaximum = 0.3, Logarithmic = true)]
    public double InitialDeviation { get; init; } = 0.1;

    /// <summary>Share of the edges that each pass leaves out. Default 0.</summary>
    [Option("Share of the edges that each pass leaves out by chance, so that no single one is relied on.", Minimum = 0, Maximum = 0.95, SearchMinimum = 0, SearchMaximum = 0.5)]
    public double EdgeDropout { get; init; }

    /// <summary>Whether a pass takes one interaction of each user, drawn by chance, or each interaction once. Default each interaction.</summary>
    [Option("Whether a pass takes one interaction of each user, drawn by chance, instead of each interaction: then those who met most do not drown the others.")]
    public bool EachUserOnce { get; init; }

    /// <summary>Whether the item that a profile should find is left out of the profile. Default yes.</summary>
    [Option("Whether the item that a profile should find is left out of it while training; else an item learns to find itself.")]
    public bool HoldOut { get; init; } = true;
}
