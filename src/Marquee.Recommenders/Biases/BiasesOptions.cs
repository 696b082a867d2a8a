namespace Marquee.Recommenders;

/// <summary>Options of <see cref="BiasesTrainer"/>.</summary>
/// <remarks>The defaults were chosen on a random fifth of the training ratings of the first two given folds of MovieLens 100K; between half and twice of them RMSE changes by less than 0.002.</remarks>
public sealed record BiasesOptions : ModelOptions
{
    /// <summary>Passes over all items and all users.</summary>
    [Option("Passes over all items and all users; after three hardly anything changes.", Minimum = 1, Maximum = 1000, SearchMinimum = 1, SearchMaximum = 20)]
    public int Epochs { get; init; } = 10;

    /// <summary>How many ratings at the mean an item is thought to have had besides its own.</summary>
    [Option("How many ratings at the mean an item is thought to have had besides its own; more keeps items of few ratings closer to the mean.", Minimum = 0.01, Maximum = 1e6, SearchMinimum = 1, SearchMaximum = 50, Logarithmic = true)]
    public float ItemShrinkage { get; init; } = 2;

    /// <summary>How many ratings at the mean a user is thought to have given besides their own.</summary>
    [Option("How many ratings at the mean a user is thought to have given besides their own; more keeps users of few ratings closer to the mean.", Minimum = 0.01, Maximum = 1e6, SearchMinimum = 1, SearchMaximum = 50, Logarithmic = true)]
    public float UserShrinkage { get; init; } = 5;
}
