namespace Marquee.Recommenders;

/// <summary>Options of <see cref="FreedomTrainer"/>.</summary>
public sealed record FreedomOptions : RankingGraphOptions
{
    /// <summary>Which features of items are used, and how much each counts. Default visual and audio alike.</summary>
    [Option("Which features of items are used, separated by commas, each with its weight behind a colon where it is not 1, such as visual,audio:0.1; none for no features.")]
    public string Modalities { get; init; } = "visual,audio";

    /// <summary>Items that each item points to by each of its features. Default 10.</summary>
    [Option("Items that each item points to by each of its features: the nearest.", Minimum = 1, Maximum = 10000, SearchMinimum = 5, SearchMaximum = 50, Logarithmic = true)]
    public int Neighbours { get; init; } = 10;

    /// <summary>Hops along the graph of alike items. Default 1.</summary>
    [Option("Hops along the graph of alike items.", Minimum = 1, Maximum = 9, SearchMinimum = 1, SearchMaximum = 3)]
    public int ItemLayers { get; init; } = 1;

    /// <summary>How much it counts that features alone find the item. Default 0.2.</summary>
    [Option("How much it counts while training that mapped features alone find the item.", Minimum = 0, Maximum = 100, SearchMinimum = 0, SearchMaximum = 1)]
    public double FeatureWeight { get; init; } = 0.2;

    /// <inheritdoc/>
    public override void Check() => ItemModality.Parse(Modalities);
}
