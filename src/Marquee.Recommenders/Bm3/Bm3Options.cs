namespace Marquee.Recommenders;

/// <summary>Options of <see cref="Bm3Trainer"/>.</summary>
public sealed record Bm3Options : GraphOptions
{
    /// <summary>Which features of items are used, and how much each counts. Default visual and audio alike.</summary>
    [Option("Which features of items are used, separated by commas, each with its weight behind a colon where it is not 1, such as visual,audio:0.1; none for no features.")]
    public string Modalities { get; init; } = "visual,audio";

    /// <summary>Share of the numbers that the other view lacks. Default 0.3.</summary>
    [Option("Share of the numbers that the view to be foretold lacks.", Minimum = 0, Maximum = 0.95, SearchMinimum = 0.1, SearchMaximum = 0.6)]
    public double Dropout { get; init; } = 0.3;

    /// <summary>How much it counts that features foretell the item. Default 1.</summary>
    [Option("How much it counts that mapped features foretell the item; 0 leaves the task out.", Minimum = 0, Maximum = 100, SearchMinimum = 0, SearchMaximum = 2)]
    public double AlignWeight { get; init; } = 1;

    /// <summary>How much it counts that features foretell their other view. Default 1.</summary>
    [Option("How much it counts that mapped features foretell another view of themselves; 0 leaves the task out.", Minimum = 0, Maximum = 100, SearchMinimum = 0, SearchMaximum = 2)]
    public double MaskWeight { get; init; } = 1;

    /// <inheritdoc/>
    public override void Check() => ItemModality.Parse(Modalities);
}
