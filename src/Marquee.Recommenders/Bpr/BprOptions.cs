namespace Marquee.Recommenders;

/// <summary>Options of <see cref="BprTrainer"/>.</summary>
public sealed record BprOptions : ModelOptions
{
    /// <summary>Numbers that describe an item, in each of its two roles.</summary>
    [Option("Numbers that describe an item in each of its two roles; more tell finer tastes apart and cost time and memory.",
        Minimum = 1, Maximum = 2048, SearchMinimum = 16, SearchMaximum = 256, Logarithmic = true)]
    public int Factors { get; init; } = 64;

    /// <summary>Passes over all interactions.</summary>
    [Option("Passes over all interactions.", Minimum = 1, Maximum = 10000, SearchMinimum = 20, SearchMaximum = 200, Logarithmic = true)]
    public int Epochs { get; init; } = 60;

    /// <summary>Length of the first steps; later ones get shorter (Adagrad).</summary>
    [Option("Length of the first steps; later ones get shorter by themselves.", Minimum = 1e-5, Maximum = 10, SearchMinimum = 0.01, SearchMaximum = 0.2, Logarithmic = true)]
    public float LearningRate { get; init; } = 0.05f;

    /// <summary>Strength of the pull of all numbers to zero, at each comparison.</summary>
    [Option("Strength of the pull of all numbers to zero, at each comparison; more makes lists safer.", Minimum = 0, Maximum = 10, SearchMinimum = 0.001, SearchMaximum = 0.3, Logarithmic = true)]
    public float Regularization { get; init; } = 0.02f;

    /// <summary>Items not met that each item met is compared with in each epoch.</summary>
    [Option("Items not met that each item met is compared with in each epoch.", Minimum = 1, Maximum = 1000, SearchMinimum = 1, SearchMaximum = 10)]
    public int Negatives { get; init; } = 3;

    /// <summary>Which items not met are compared.</summary>
    [Option("Which items not met are compared: all alike, or mostly those that the model as it stands would recommend.")]
    public BprSampling Sampling { get; init; } = BprSampling.Adaptive;

    /// <summary>How deep in the model's order the adaptive sampling reaches.</summary>
    [Option("Adaptive sampling only: the mean place of the items drawn, as a share of the catalogue; less draws harder ones.",
        Minimum = 0.0001, Maximum = 100, SearchMinimum = 0.02, SearchMaximum = 1, Logarithmic = true)]
    public double AdaptiveShare { get; init; } = 0.3;

    /// <summary>How the strength of a profile grows with the history.</summary>
    [Option("How the strength of a profile grows with the length of the history: 0 as a sum of its items, 1 not at all, as their mean.", Minimum = 0, Maximum = 1)]
    public double ProfileExponent { get; init; } = 0.6;

    /// <summary>Standard deviation of the random factors at the start, times the square root of their number.</summary>
    [Option("Standard deviation of the random factors at the start, times the square root of their number; hardly matters.",
        Minimum = 1e-4, Maximum = 10, SearchMinimum = 0.01, SearchMaximum = 1, Logarithmic = true)]
    public float InitialDeviation { get; init; } = 0.1f;
}
