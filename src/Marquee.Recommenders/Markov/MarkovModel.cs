using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// How likely each item follows each other; see <see cref="MarkovTrainer"/>. <c>score(j) = sum over the last items h of the history of f(h) * P(h, j)</c>, where
/// <c>f(h) = profileDecay^(items newer than h) * 2^(-age / profileHalfLife)</c>.
/// </summary>
public sealed class MarkovModel : IModel, IExplains, IItemSimilarity
{
    private readonly MarkovOptions _options;
    private readonly SparseMatrix _transitions;

    /// <summary>Takes over the transitions.</summary>
    /// <param name="options">What it was trained with.</param>
    /// <param name="transitions">Row <c>i</c>: what follows item <c>i</c>; <c>items x items</c>.</param>
    internal MarkovModel(MarkovOptions options, SparseMatrix transitions)
    {
        _options = options;
        _transitions = transitions;
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => _transitions.Rows;

    /// <inheritdoc/>
    /// <remarks>O(items + the kept transitions of the last items).</remarks>
    public void Score(in History history, Span<float> scores)
    {
        scores.Clear();
        foreach (var (item, weight) in Last(history))
        {
            SparseSum.AddRow(_transitions, item, weight, scores);
        }
    }

    /// <inheritdoc/>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var contributions = Last(history).Select(known => new ScoredItem(known.Item, known.Weight * _transitions[known.Item, item])).Where(part => part.Score > 0);
        return Explanation.OfSum(item, baseline: 0, contributions);
    }

    /// <inheritdoc/>
    /// <remarks>What follows the item. O(its kept transitions).</remarks>
    public IReadOnlyList<ScoredItem> Similar(int item, int count) =>
        (uint)item >= (uint)ItemCount || count <= 0 ? [] : SimilarScores.OfRow(_transitions, item, count);

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer) => SparseArrays.Write(writer, _transitions, "followers", "probabilities");

    internal static MarkovModel Load(ArtifactReader reader, MarkovOptions options)
    {
        var items = reader.IntProperty("itemCount");
        return new MarkovModel(options, SparseArrays.Read(reader, "followers", "probabilities", items, items));
    }

    private List<(int Item, float Weight)> Last(in History history)
    {
        var recent = RecentItems.Of(history, ItemCount);
        var factors = new RecencyFading(_options.ProfileHalfLife, _options.ProfileDecay).Factors(recent, history.Context.Now);
        var last = new List<(int Item, float Weight)>();
        for (var entry = 0; entry < recent.Count && recent.Newer[entry] < _options.ProfileItems; entry++)
        {
            last.Add((recent.Items[entry], (float)factors[entry]));
        }

        return last;
    }
}
