using System.Buffers;
using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders;

/// <summary>A blend whose best items boosted trees put in a new order; see <see cref="RankerTrainer"/>.</summary>
/// <remarks>
/// Of the items that are not in the history the blend's best are the head; an item of the head scores what the blend gives it plus what the trees add, and all others keep the order of the blend beneath the
/// last of the head. Costs what the blend costs, and <c>head * nodes of all trees</c> operations, sixteen at once.
/// </remarks>
public sealed class RankedModel : IModel, IExplains, IItemSimilarity
{
    /// <summary>Most scores of the members that are held at once.</summary>
    private const int MostScores = 1 << 22;

    /// <summary>How far the best of the others stays beneath the head.</summary>
    private const float Gap = 1e-3f;

    private readonly HybridOptions _options;
    private readonly BlendModel _blend;
    private readonly RankerFeatures _features;
    private readonly BoostedTrees _trees;
    private readonly BlendMember[] _members;

    internal RankedModel(HybridOptions options, BlendModel blend, RankerFeatures features, BoostedTrees trees)
    {
        _options = options;
        _blend = blend;
        _features = features;
        _trees = trees;
        _members = [.. blend.Members];
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => _blend.ItemCount;

    /// <inheritdoc/>
    public bool ScoresUnmetItems => _blend.ScoresUnmetItems;

    /// <summary>The blend that finds what is re-ranked.</summary>
    public BlendModel Blend => _blend;

    /// <summary>How much each feature helped while the trees were grown, as shares of all that was gained, largest first.</summary>
    public IReadOnlyList<FeatureContribution> Importance
    {
        get
        {
            var gains = _trees.Gains();
            var sum = Math.Max(gains.Sum(), double.Epsilon);
            return [.. _features.Names.Zip(gains, (name, gain) => new FeatureContribution(name, (float)(gain / sum))).OrderByDescending(feature => feature.Score)];
        }
    }

    /// <inheritdoc/>
    public void Score(in History history, Span<float> scores)
    {
        var rented = ArrayPool<float>.Shared.Rent(_members.Length * ItemCount);
        var ofMembers = new DenseMatrix(_members.Length, ItemCount, rented);
        Ask(history, ofMembers);
        ReRank(history, ofMembers, stride: 1, row: 0, scores);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        var together = Math.Clamp(MostScores / Math.Max(1, _members.Length * ItemCount), 1, Math.Max(1, histories.Length));
        var rented = ArrayPool<float>.Shared.Rent(together * _members.Length * ItemCount);
        for (var start = 0; start < histories.Length; start += together)
        {
            var asked = histories.Slice(start, Math.Min(together, histories.Length - start));
            var ofMembers = new DenseMatrix(_members.Length * asked.Length, ItemCount, rented);
            for (var member = 0; member < _members.Length; member++)
            {
                ((IRecommender)_members[member].Model).Score(asked, ofMembers.Slice(member * asked.Length, asked.Length));
            }

            for (var row = 0; row < asked.Length; row++)
            {
                ReRank(asked[row], ofMembers, asked.Length, row, scores.Row(start + row));
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    /// <remarks>The blend's explanation, and what groups of features brought in the trees: Shapley values, added up for each group. What is not of the head has one feature for being beneath it.</remarks>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var blended = _blend.Explain(history, item);
        var ofMembers = new DenseMatrix(_members.Length, ItemCount);
        Ask(history, ofMembers);
        var sums = new float[ItemCount];
        var head = FindHead(history, ofMembers, 1, 0, sums);
        var baseline = (double)blended.Baseline;
        var ofFeatures = blended.Features.ToDictionary(feature => feature.Name, feature => (double)feature.Score, StringComparer.Ordinal);
        if (Array.IndexOf(head.Items, item) is >= 0 and var place)
        {
            var contributions = new double[_features.Count];
            baseline += _trees.Explain(head.Rows.Row(place), contributions);
            foreach (var (group, contribution) in _features.Groups.Zip(contributions))
            {
                ofFeatures[group] = ofFeatures.GetValueOrDefault(group) + contribution;
            }
        }
        else
        {
            var blendOfItem = sums[item];
            Arrange(head, sums);
            ofFeatures[RankerFeatures.Beneath] = (double)sums[item] - blendOfItem;
        }

        return Explanation.OfSum(item, (float)baseline, blended.Contributions, ofFeatures.Select(part => new FeatureContribution(part.Key, (float)part.Value)).Where(part => part.Score != 0));
    }

    /// <inheritdoc/>
    /// <remarks>Those of the blend.</remarks>
    public IReadOnlyList<ScoredItem> Similar(int item, int count) => _blend.Similar(item, count);

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer)
    {
        _blend.Save(writer);
        var part = HybridTrainer.RankerPart(writer);
        _features.Trends.Save(part.Part("trends"));
        TextArray.Write(part, "members", _features.Members);
        TreeArrays.Write(part.Part("trees"), _trees);
    }

    internal static RankedModel Load(ArtifactReader part, HybridOptions options, BlendModel blend)
    {
        var features = new RankerFeatures(ItemTrends.Load(part.Part("trends"), blend.ItemCount), TextArray.Read(part, "members"));
        var trees = TreeArrays.Read(part.Part("trees"));
        return features.Members.Count == blend.Members.Count && trees.Features == features.Count
            ? new RankedModel(options, blend, features, trees)
            : throw new InvalidDataException($"The ranker knows {trees.Features} features of {features.Members.Count} members; it should know {features.Count} of {blend.Members.Count}: the artifact is damaged.");
    }

    private void Ask(in History history, DenseMatrix ofMembers)
    {
        for (var member = 0; member < _members.Length; member++)
        {
            _members[member].Model.Score(history, ofMembers.Row(member));
        }
    }

    private void ReRank(in History history, DenseMatrix ofMembers, int stride, int row, Span<float> scores) =>
        Arrange(FindHead(history, ofMembers, stride, row, scores), scores);

    /// <summary>Adds up what the members say, and gathers the features of the best.</summary>
    private Head FindHead(in History history, DenseMatrix ofMembers, int stride, int row, Span<float> sums)
    {
        Span<Standardized> units = stackalloc Standardized[_members.Length];
        sums.Clear();
        for (var member = 0; member < units.Length; member++)
        {
            var scores = ofMembers.Row(member * stride + row);
            units[member] = Standardized.Of(scores);
            units[member].AddTo(sums, scores, _members[member].Weight);
        }

        var items = new int[Math.Min(_options.Head, ItemCount)];
        var values = new float[items.Length];
        items = items[..TopK.Select(sums, items, values, KnownItems(history))];
        var rows = new DenseMatrix(items.Length, _features.Count);
        var asker = Asker.Of(history, _features.Trends);
        for (var place = 0; place < items.Length; place++)
        {
            var features = rows.Row(place);
            RankerFeatures.FillBlend(values[place], values[Math.Min(RankerFeatures.PlaceToBeat, items.Length) - 1], features);
            for (var member = 0; member < units.Length; member++)
            {
                features[_features.PairStart - units.Length + member] = units[member][ofMembers[member * stride + row, items[place]]];
            }

            RankerFeatures.FillPair(_features.Trends, asker, items[place], features[_features.PairStart..]);
        }

        return new Head(items, values, rows);
    }

    /// <summary>Turns the blend's scores into those of this model.</summary>
    private void Arrange(in Head head, Span<float> scores)
    {
        if (head.Items.Length == 0)
        {
            return;
        }

        var added = new float[head.Items.Length];
        _trees.Predict(head.Rows, added);
        var lowest = float.PositiveInfinity;
        for (var place = 0; place < added.Length; place++)
        {
            added[place] += head.Values[place];
            lowest = Math.Min(lowest, added[place]);
            scores[head.Items[place]] = float.NegativeInfinity;
        }

        var shift = lowest - Gap - Largest(scores);
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] += shift;
        }

        for (var place = 0; place < added.Length; place++)
        {
            scores[head.Items[place]] = added[place];
        }
    }

    private static float Largest(ReadOnlySpan<float> scores)
    {
        var largest = float.NegativeInfinity;
        foreach (var score in scores)
        {
            largest = Math.Max(largest, score);
        }

        return float.IsNegativeInfinity(largest) ? 0 : largest;
    }

    private int[] KnownItems(in History history)
    {
        var known = new int[history.Count];
        var count = 0;
        foreach (var item in history.Items)
        {
            if ((uint)item < (uint)ItemCount)
            {
                known[count++] = item;
            }
        }

        Array.Sort(known, 0, count);
        return known[..count];
    }

    /// <param name="Items">The blend's best items, best first.</param>
    /// <param name="Values">What the blend gives them.</param>
    /// <param name="Rows">Their features.</param>
    private readonly record struct Head(int[] Items, float[] Values, DenseMatrix Rows);
}
