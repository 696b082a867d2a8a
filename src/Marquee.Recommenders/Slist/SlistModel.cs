using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// A weight for each pair of an item met and an item to come, once for each memory; see <see cref="SlistTrainer"/>.
/// <c>score(j) = sum over memories m and h in the history of decay(m)^(items newer than h) * B_m(h, j)</c>; items of the same time share their places (the mean of the powers).
/// </summary>
public sealed class SlistModel : IModel, IExplains, IItemSimilarity
{
    private const string WeightsName = "weights";

    // What has faded below this was left out of the training too, and would cost as much as the newest.
    private const double Negligible = 1e-4;

    private readonly SlistOptions _options;
    private readonly DenseMatrix _weights;
    private readonly double[] _decays;

    internal SlistModel(SlistOptions options, DenseMatrix weights)
    {
        _options = options;
        _weights = weights;
        _decays = options.LongDecay > 0 ? [options.ShortDecay, options.LongDecay] : [options.ShortDecay];
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => _weights.Columns;

    /// <inheritdoc/>
    /// <remarks>O(length of the history * items), with at most some hundred entries counted.</remarks>
    public void Score(in History history, Span<float> scores)
    {
        var (rows, weights) = (new List<int>(), new List<float>());
        Gather(history, rows, weights);
        SparseProduct.MultiplyRow([.. rows], [.. weights], _weights, scores);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        var (rows, weights, offsets) = (new List<int>(), new List<float>(), new int[histories.Length + 1]);
        for (var index = 0; index < histories.Length; index++)
        {
            Gather(histories[index], rows, weights);
            offsets[index + 1] = rows.Count;
        }

        SparseProduct.MultiplyRows(offsets, [.. rows], [.. weights], _weights, scores);
    }

    /// <inheritdoc/>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var (rows, weights) = (new List<int>(), new List<float>());
        Gather(history, rows, weights);
        var contributions = rows.Zip(weights, (row, weight) => new ScoredItem(row % ItemCount, weight * _weights[row, item]))
            .GroupBy(part => part.Item, (known, parts) => new ScoredItem(known, parts.Sum(part => part.Score)));
        return Explanation.OfSum(item, baseline: 0, contributions);
    }

    /// <inheritdoc/>
    /// <remarks>What is expected after the item: the scores of a history that holds nothing else, where they are positive. O(items).</remarks>
    public IReadOnlyList<ScoredItem> Similar(int item, int count)
    {
        if ((uint)item >= (uint)ItemCount || count <= 0)
        {
            return [];
        }

        var scores = new float[ItemCount];
        Score(new History(new[] { item }), scores);
        scores[item] = 0;
        return SimilarScores.Positive(scores, count);
    }

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer) => writer.Write(WeightsName, _weights.Span, _weights.Rows, _weights.Columns);

    internal static SlistModel Load(ArtifactReader reader, SlistOptions options)
    {
        var items = reader.IntProperty("itemCount");
        var rows = (options.LongDecay > 0 ? 2 : 1) * items;
        return new SlistModel(options, new DenseMatrix(rows, items, reader.ReadFloats(WeightsName, rows, items)));
    }

    private void Gather(in History history, List<int> rows, List<float> weights)
    {
        var recent = RecentItems.Of(history, ItemCount);
        for (var memory = 0; memory < _decays.Length; memory++)
        {
            for (var entry = 0; entry < recent.Count && Math.Pow(_decays[memory], recent.Newer[entry]) >= Negligible; entry++)
            {
                rows.Add(memory * ItemCount + recent.Items[entry]);
                weights.Add((float)recent.Fade(entry, _decays[memory]));
            }
        }
    }
}
