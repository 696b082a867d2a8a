namespace Marquee.Recommenders;

/// <summary>
/// Why an item got its score: <see cref="Score"/> is the <see cref="Baseline"/> plus all <see cref="Contributions"/> plus all <see cref="Features"/>, up to rounding.
/// </summary>
/// <param name="Item">The item explained.</param>
/// <param name="Score">The score that the model gives it.</param>
/// <param name="Baseline">What it would have got from an empty history.</param>
/// <param name="Contributions">What each item of the history added, largest first; may be negative.</param>
public sealed record Explanation(int Item, float Score, float Baseline, IReadOnlyList<ScoredItem> Contributions)
{
    /// <summary>What came from elsewhere than an item of the history (the user's country, a search, a part that cannot be taken further apart), largest first.</summary>
    public IReadOnlyList<FeatureContribution> Features { get; init; } = [];

    /// <summary>
    /// The items through which it was scored where the model does not know it itself, most important first, with weights that add up to 1; see <see cref="FreshItems"/>. Empty for an item that the model knows.
    /// </summary>
    public IReadOnlyList<ScoredItem> Through { get; init; } = [];

    /// <summary>The explanation of a score that is a baseline and some contributions.</summary>
    /// <param name="item">The item explained.</param>
    /// <param name="baseline">What it would have got from an empty history.</param>
    /// <param name="contributions">What each item of the history added, in any order.</param>
    /// <param name="features">What came from elsewhere, in any order.</param>
    public static Explanation OfSum(int item, float baseline, IEnumerable<ScoredItem> contributions, IEnumerable<FeatureContribution>? features = null)
    {
        ScoredItem[] sorted = [.. contributions.OrderByDescending(contribution => contribution.Score).ThenBy(contribution => contribution.Item)];
        FeatureContribution[] named = [.. (features ?? []).OrderByDescending(feature => feature.Score).ThenBy(feature => feature.Name, StringComparer.Ordinal)];
        var sum = baseline + sorted.Sum(contribution => (double)contribution.Score) + named.Sum(feature => (double)feature.Score);
        return new Explanation(item, (float)sum, baseline, sorted) { Features = named };
    }
}
