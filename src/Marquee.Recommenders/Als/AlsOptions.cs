namespace Marquee.Recommenders;

/// <summary>Options of <see cref="AlsTrainer"/>.</summary>
/// <remarks>
/// The defaults lie between the best of four data sets (MovieLens 100K, 1M, latest-small, and 1M in the NCF protocol): NDCG@10 with 64 factors is within 5% of the best
/// found on each. What matters most is the product of unobserved weight and regularization: 0.002 (many users and items) to 0.008 (few) were best; below the lists overfit,
/// above they turn into popularity. 128 factors gain less than 1% there and cost twice as much at each question; 12 epochs are within 0.5% of 16.
/// </remarks>
public sealed record AlsOptions : ModelOptions
{
    /// <summary>Numbers that describe a user or an item.</summary>
    [Option("Numbers that describe a user or an item; more tell finer tastes apart and cost time and memory.", Minimum = 1, Maximum = 2048, SearchMinimum = 32, SearchMaximum = 512, Logarithmic = true)]
    public int Factors { get; init; } = 64;

    /// <summary>Passes over all users and all items.</summary>
    [Option("Passes over all users and all items.", Minimum = 1, Maximum = 1000, SearchMinimum = 4, SearchMaximum = 32)]
    public int Epochs { get; init; } = 12;

    /// <summary>Strength of the pull of all factors to zero.</summary>
    [Option("Strength of the pull of all factors to zero; more makes recommendations smoother and closer to what is popular.", Minimum = 1e-4, Maximum = 100, SearchMinimum = 1e-3, SearchMaximum = 0.1, Logarithmic = true)]
    public float Regularization { get; init; } = 0.01f;

    /// <summary>Weight of a pair that did not meet, where one that met has its own weight (1 where none is given).</summary>
    [Option("Weight of a pair that did not meet, where one that met has its own (1 where none is given); more takes what is absent for unwanted.", Minimum = 1e-4, Maximum = 100, SearchMinimum = 0.01, SearchMaximum = 1, Logarithmic = true)]
    public float UnobservedWeight { get; init; } = 0.3f;

    /// <summary>How much more a strong interaction counts than a weak one.</summary>
    [Option("How much more a strong interaction counts than a weak one: its weight is raised to this power, so that with 0 all count 1.", Minimum = 0, Maximum = 4, SearchMinimum = 0, SearchMaximum = 1)]
    public float WeightExponent { get; init; } = 1;

    /// <summary>Weight of what a user rejected, times how strongly.</summary>
    [Option("Weight of what a user rejected, times how strongly, where one that met has its own; with 0 it counts like any other pair that did not meet.", Minimum = 0, Maximum = 1000, SearchMinimum = 0, SearchMaximum = 4)]
    public float DislikeWeight { get; init; } = 1;

    /// <summary>How much more users and items of many interactions are regularized.</summary>
    [Option("How much more users and items of many interactions are regularized: 0 all alike, 1 in proportion.", Minimum = 0, Maximum = 2, SearchMinimum = 0, SearchMaximum = 1)]
    public float RegularizationExponent { get; init; } = 1;

    /// <summary>Standard deviation of the random factors at the start, times the square root of their number.</summary>
    [Option("Standard deviation of the random factors at the start, times the square root of their number; hardly matters.", Minimum = 1e-4, Maximum = 10, SearchMinimum = 0.01, SearchMaximum = 1, Logarithmic = true)]
    public float InitialDeviation { get; init; } = 0.1f;

    /// <summary>How each user and item is solved.</summary>
    [Option("How each user and item is solved: exactly, or approximately in less time where there are many factors.")]
    public AlsSolver Solver { get; init; } = AlsSolver.Cholesky;

    /// <summary>Steps of conjugate gradients; only for that solver.</summary>
    [Option("Steps of the conjugate-gradient solver in each epoch; more come nearer to the exact solution.", Minimum = 1, Maximum = 100, SearchMinimum = 2, SearchMaximum = 8)]
    public int Steps { get; init; } = 3;

    /// <summary>Factors that the block-coordinate solver finds together; only for that solver.</summary>
    [Option("Factors that the block-coordinate solver finds together; more need fewer epochs, fewer take less time.", Minimum = 1, Maximum = 2048, SearchMinimum = 16, SearchMaximum = 128, Logarithmic = true)]
    public int BlockSize { get; init; } = 32;
}
