namespace Marquee.Recommenders;

/// <summary>Options of <see cref="SasrecTrainer"/>.</summary>
public sealed record SasrecOptions : ModelOptions
{
    /// <summary>Numbers that describe an item, and each place of a history. Default 64.</summary>
    [Option("Numbers that describe an item and each place of a history; more tell finer patterns apart and cost time.",
        Minimum = 2, Maximum = 1024, SearchMinimum = 32, SearchMaximum = 256, Logarithmic = true)]
    public int Factors { get; init; } = 64;

    /// <summary>Layers of attention. Default 2.</summary>
    [Option("Layers of attention, each with a small network behind it.", Minimum = 1, Maximum = 16, SearchMinimum = 1, SearchMaximum = 4)]
    public int Blocks { get; init; } = 2;

    /// <summary>Ways of looking back in each layer. Default 2.</summary>
    [Option("Ways of looking back at the history in each layer, side by side.", Minimum = 1, Maximum = 32, SearchMinimum = 1, SearchMaximum = 4)]
    public int Heads { get; init; } = 2;

    /// <summary>Items of a history that count, the newest. Default 200.</summary>
    [Option("Items of a history that count: the newest; of a longer one a training epoch sees a window.", Minimum = 2, Maximum = 2000, SearchMinimum = 50, SearchMaximum = 400, Logarithmic = true)]
    public int MaximumLength { get; init; } = 200;

    /// <summary>How places of a history are told apart.</summary>
    [Option("How places of a history are told apart: counted from the first, by their distance, or both.")]
    public SasrecPositions Positions { get; init; } = SasrecPositions.Both;

    /// <summary>Whether the time between items tells something, where it is known. Default yes.</summary>
    [Option("Whether the time between items tells something, where it is known.")]
    public bool TimeGaps { get; init; } = true;

    /// <summary>Whether categories, labels, people and the like describe items, where they are known. Default yes.</summary>
    [Option("Whether what is known of items (categories, labels, countries, language, kind, decade) describes them too.")]
    public bool ItemAttributes { get; init; } = true;

    /// <summary>Passes over all users. Default 40.</summary>
    [Option("Passes over all users.", Minimum = 1, Maximum = 10000, SearchMinimum = 20, SearchMaximum = 200, Logarithmic = true)]
    public int Epochs { get; init; } = 40;

    /// <summary>Users in a step. Default 32.</summary>
    [Option("Users whose histories move the model by one step.", Minimum = 1, Maximum = 4096, SearchMinimum = 16, SearchMaximum = 256, Logarithmic = true)]
    public int BatchSize { get; init; } = 32;

    /// <summary>Length of the longest steps (Adam); it rises at the start and falls to 0 along a cosine. Default 0.004.</summary>
    [Option("Length of the longest steps; it rises at the start and falls to nothing along a cosine.", Minimum = 1e-6, Maximum = 1, SearchMinimum = 0.0005, SearchMaximum = 0.01, Logarithmic = true)]
    public double LearningRate { get; init; } = 0.004;

    /// <summary>Share of numbers that are set to zero by chance while training. Default 0.2.</summary>
    [Option("Share of all signals that are dropped by chance while training, so that none is relied on alone; small data sets want more.",
        Minimum = 0, Maximum = 0.9, SearchMinimum = 0.1, SearchMaximum = 0.6)]
    public double Dropout { get; init; } = 0.2;

    /// <summary>What is made small.</summary>
    [Option("What training makes small: cross-entropy over all items, over some drawn at random, or generalised binary cross-entropy over some drawn at random.")]
    public SasrecLoss Loss { get; init; } = SasrecLoss.CrossEntropy;

    /// <summary>Items drawn for the sampled losses, the same for some hundred places at a time. Default 1024.</summary>
    [Option("Sampled losses only: items drawn for each part of a step.", Minimum = 1, Maximum = 1000000, SearchMinimum = 128, SearchMaximum = 4096, Logarithmic = true)]
    public int Negatives { get; init; } = 1024;

    /// <summary>How far generalised binary cross-entropy makes up for the items that were not drawn. Default 0.75.</summary>
    [Option("Binary cross-entropy only: how far it makes up for the items that were not drawn; 0 not at all, 1 wholly.", Minimum = 0, Maximum = 1)]
    public double Calibration { get; init; } = 0.75;

    /// <summary>By which factor an item counts less as a target than the one before it. Default 0.</summary>
    [Option("Cross-entropy over all items only: by which factor each later item counts less as what should have been foretold; 0 asks for the very next item only.",
        Minimum = 0, Maximum = 0.95, SearchMinimum = 0, SearchMaximum = 0.8)]
    public double TargetDecay { get; init; }

    /// <summary>Epochs without a better answer to validation after which training ends. Default 0: all epochs are trained, on everything.</summary>
    [Option("Ends training after so many epochs in which what came last for some users, kept out of training for it, was foretold no better, and takes the best; 0 trains all epochs on everything.",
        Minimum = 0, Maximum = 1000)]
    public int Patience { get; init; }
}
