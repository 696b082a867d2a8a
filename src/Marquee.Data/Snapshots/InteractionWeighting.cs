namespace Marquee.Data;

/// <summary>
/// How kinds of interaction become one weight for each user and item: the weights of all their interactions are added up,
/// and a pair whose sum is not positive is no entry.
/// </summary>
public sealed record InteractionWeighting
{
    /// <summary>Weights by kind.</summary>
    public IReadOnlyDictionary<string, KindWeight> Kinds { get; init; } = new Dictionary<string, KindWeight>();

    /// <summary>Weight of a kind that is not listed in <see cref="Kinds"/>.</summary>
    public KindWeight Other { get; init; } = new();

    /// <summary>Whether every entry weighs 1, however large its sum. Published protocols on ratings do this.</summary>
    public bool Binary { get; init; }

    /// <summary>
    /// What a service would start with: a rating, whatever its stars, is a sign of interest (1); a watch counts by how far it went, from a tenth on;
    /// a thumb up counts 2 and a thumb down -4, so that it outweighs having watched; putting on the list counts a half; impressions and searches nothing.
    /// </summary>
    public static InteractionWeighting Default { get; } = new()
    {
        Kinds = new Dictionary<string, KindWeight>
        {
            [InteractionKinds.Rating] = new(),
            [InteractionKinds.Watch] = new() { Scale = WeightScale.Progress, MinimumProgress = 0.1f },
            [InteractionKinds.ThumbUp] = new() { Weight = 2 },
            [InteractionKinds.ThumbDown] = new() { Weight = -4 },
            [InteractionKinds.ListAdd] = new() { Weight = 0.5f },
            [InteractionKinds.Tag] = new() { Weight = 0.5f },
            [InteractionKinds.Impression] = new() { Weight = 0 },
            [InteractionKinds.Search] = new() { Weight = 0 },
        },
    };

    /// <summary>Every rating of at least a value counts 1, and nothing else does: what most published protocols use.</summary>
    public static InteractionWeighting RatingsFrom(float minimumValue) => new()
    {
        Kinds = new Dictionary<string, KindWeight> { [InteractionKinds.Rating] = new() { MinimumValue = minimumValue } },
        Other = new() { Weight = 0 },
        Binary = true,
    };

    /// <summary>Every interaction with an item counts 1, whatever its kind.</summary>
    public static InteractionWeighting Everything { get; } = new() { Binary = true };

    /// <summary>The rule for a kind.</summary>
    public KindWeight RuleFor(string kind) => Kinds.GetValueOrDefault(kind, Other);

    /// <summary>What one interaction adds.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="value">Its value; NaN where it has none.</param>
    /// <param name="progress">Its progress; NaN where it has none.</param>
    public float Weigh(string kind, float value, float progress) => RuleFor(kind).Weigh(value, progress);
}
