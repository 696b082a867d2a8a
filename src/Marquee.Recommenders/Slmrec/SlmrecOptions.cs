namespace Marquee.Recommenders;

/// <summary>Options of <see cref="SlmrecTrainer"/>.</summary>
public sealed record SlmrecOptions : RankingGraphOptions
{
    /// <summary>Which features of items are used, and how much each counts. Default visual and audio alike.</summary>
    [Option("Which features of items are used, separated by commas, each with its weight behind a colon where it is not 1, such as visual,audio:0.1; none for no features.")]
    public string Modalities { get; init; } = "visual,audio";

    /// <summary>How much the first task counts: an item without one of its modalities is still itself. Default 0.05.</summary>
    [Option("How much it counts that an item without one of its modalities is told from others by itself with all; 0 leaves the task out.", Minimum = 0, Maximum = 100, SearchMinimum = 0, SearchMaximum = 0.5)]
    public double DropWeight { get; init; } = 0.05;

    /// <summary>How much the second task counts: two masked views of the same features belong together. Default 0.05.</summary>
    [Option("How much it counts that two views of an item's features, each partly masked, are told from others by each other; 0 leaves the task out.", Minimum = 0, Maximum = 100, SearchMinimum = 0, SearchMaximum = 0.5)]
    public double MaskWeight { get; init; } = 0.05;

    /// <summary>How much the third task counts: the modalities of an item belong together. Default 0.05.</summary>
    [Option("How much it counts that each modality of an item is told from others by its other modalities; 0 leaves the task out.", Minimum = 0, Maximum = 100, SearchMinimum = 0, SearchMaximum = 0.5)]
    public double AlignWeight { get; init; } = 0.05;

    /// <summary>Share of the features that the second task masks. Default 0.3.</summary>
    [Option("Share of the features that a masked view lacks.", Minimum = 0.01, Maximum = 0.95, SearchMinimum = 0.1, SearchMaximum = 0.5)]
    public double MaskRate { get; init; } = 0.3;

    /// <summary>Temperature of all three tasks. Default 0.2.</summary>
    [Option("Temperature of the tasks: the smaller, the more the hardest to tell apart count.", Minimum = 0.01, Maximum = 10, SearchMinimum = 0.05, SearchMaximum = 1, Logarithmic = true)]
    public double Temperature { get; init; } = 0.2;

    /// <inheritdoc/>
    public override void Check() => ItemModality.Parse(Modalities);
}
