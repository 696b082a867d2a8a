namespace Marquee.Recommenders;

/// <summary>Options of <see cref="HybridTrainer"/>.</summary>
public sealed record HybridOptions : ModelOptions
{
    /// <summary>Similar users that <c>user-knn</c> asks.</summary>
    [Option("How many similar users are asked; more reach further and blur more.", Minimum = 1, Maximum = 100000, SearchMinimum = 50, SearchMaximum = 1000, Logarithmic = true)]
    public int Neighbours { get; init; } = 200;

    /// <summary>Factors of <c>als</c>.</summary>
    [Option("Numbers that describe a user or an item in the factorization; more tell finer tastes apart and cost time and memory.",
        Minimum = 1, Maximum = 2048, SearchMinimum = 32, SearchMaximum = 256, Logarithmic = true)]
    public int Factors { get; init; } = 64;

    /// <summary>Regularization of <c>ease</c>.</summary>
    [Option("What keeps the weights between items small; more makes the list safer and more popular, and larger data sets want more.",
        Minimum = 0.001, Maximum = 1000000, SearchMinimum = 50, SearchMaximum = 5000, Logarithmic = true)]
    public double Regularization { get; init; } = 300;

    /// <summary>Up to how many items a catalogue has a weight for each pair of items.</summary>
    [Option("Up to how many items the item-based part is ease, which needs memory for each pair of them; rp3-beta takes its place in larger catalogues.",
        Minimum = 0, Maximum = 40000, SearchMinimum = 10000, SearchMaximum = 30000)]
    public int DenseItems { get; init; } = 20000;

    /// <summary>What is held out to learn the weights on.</summary>
    [Option("What is held out to learn the weights on: choose what is most like the use of the model.")]
    public BlendValidation Validation { get; init; } = BlendValidation.Recent;

    /// <summary>Share that is held out.</summary>
    [Option("Share of the latest events, or of each user's items, that is held out to learn the weights on.", Minimum = 0.01, Maximum = 0.5, SearchMinimum = 0.1, SearchMaximum = 0.3)]
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>How many times weights are tried out.</summary>
    [Option("How many times weights are tried out, each time on another part held out; more make the weights surer where there are few users.", Minimum = 1, Maximum = 20, SearchMaximum = 3)]
    public int Rounds { get; init; } = 2;
}
