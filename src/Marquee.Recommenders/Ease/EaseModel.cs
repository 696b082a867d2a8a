using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// A weight for each pair of items; see <see cref="EaseTrainer"/>. <c>score(j) = sum over h in the history of x(h) * B(h, j)</c>, where <c>x</c> is the weight raised to
/// <see cref="EaseOptions.WeightExponent"/>, times <c>2^(-age / profileHalfLife)</c> and <c>profileDecay^(items newer than h)</c> where these are set.
/// </summary>
public sealed class EaseModel : IModel, IExplains, IItemSimilarity
{
    private const string WeightsName = "weights";

    private readonly EaseOptions _options;
    private readonly DenseMatrix _weights;

    internal EaseModel(EaseOptions options, DenseMatrix weights)
    {
        _options = options;
        _weights = weights;
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => _weights.Rows;

    /// <inheritdoc/>
    /// <remarks>O(length of the history * items).</remarks>
    public void Score(in History history, Span<float> scores)
    {
        var rows = RowsOf([history]);
        SparseProduct.MultiplyRow(rows.Items, rows.Weights, _weights, scores);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        var rows = RowsOf(histories);
        SparseProduct.MultiplyRows(rows.Offsets, rows.Items, rows.Weights, _weights, scores);
    }

    /// <inheritdoc/>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var rows = RowsOf([history]);
        // An item adds nothing to its own score: the diagonal is zero.
        var contributions = rows.Items.Zip(rows.Weights, (known, weight) => new ScoredItem(known, weight * _weights[known, item])).Where(part => part.Item != item);
        return Explanation.OfSum(item, baseline: 0, contributions);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Two items are as similar as their partial correlation, given all other items: <c>-P(i, j) / sqrt(P(i, i) P(j, j))</c>, which is the geometric mean of
    /// <c>B(i, j)</c> and <c>B(j, i)</c> with their sign. Only positive ones count. O(items).
    /// </remarks>
    public IReadOnlyList<ScoredItem> Similar(int item, int count)
    {
        if ((uint)item >= (uint)ItemCount || count <= 0)
        {
            return [];
        }

        var similarities = new float[ItemCount];
        for (var other = 0; other < ItemCount; other++)
        {
            var weight = _weights[item, other];
            similarities[other] = weight > 0 ? MathF.Sqrt(weight * Math.Max(0, _weights[other, item])) : 0;
        }

        return SimilarScores.Positive(similarities, count);
    }

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer) => writer.Write(WeightsName, _weights.Span, ItemCount, ItemCount);

    private HistoryRows RowsOf(ReadOnlySpan<History> histories)
    {
        var fading = new RecencyFading(_options.ProfileHalfLife, _options.ProfileDecay);
        if (fading.IsOn)
        {
            return HistoryRows.Of(histories, ItemCount, fading, _options.WeightExponent);
        }

        var rows = HistoryRows.Of(histories, ItemCount);
        WeightPower.Apply(rows.Weights, _options.WeightExponent);
        return rows;
    }

    internal static EaseModel Load(ArtifactReader reader, EaseOptions options)
    {
        var items = reader.IntProperty("itemCount");
        return new EaseModel(options, new DenseMatrix(items, items, reader.ReadFloats(WeightsName, items, items)));
    }
}
