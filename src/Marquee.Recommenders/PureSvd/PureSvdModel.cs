using System.Buffers;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Item factors and scales; see <see cref="PureSvdTrainer"/>. <c>score(j) = (sum over h in the history of x(h) scale(h) factors(h)) . factors(j)</c>.</summary>
public sealed class PureSvdModel : IModel, IExplains, IItemSimilarity
{
    private const string FactorsName = "item-factors";
    private const string ScalesName = "item-scales";

    private readonly PureSvdOptions _options;
    private readonly DenseMatrix _factors;
    private readonly float[] _scales;
    private readonly FactorSimilarity _similarity;

    internal PureSvdModel(PureSvdOptions options, DenseMatrix factors, float[] scales)
    {
        _options = options;
        _factors = factors;
        _scales = scales;
        _similarity = new FactorSimilarity(factors);
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => _factors.Rows;

    /// <inheritdoc/>
    /// <remarks>O((length of the history + items) * factors).</remarks>
    public void Score(in History history, Span<float> scores)
    {
        var rows = RowsOf([history]);
        var rented = ArrayPool<float>.Shared.Rent(_factors.Columns);
        var user = rented.AsSpan(0, _factors.Columns);
        SparseProduct.MultiplyRow(rows.Items, rows.Weights, _factors, user);
        MatrixVector.Multiply(_factors, user, scores, maxDegreeOfParallelism: 1);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        var rows = RowsOf(histories);
        var rented = ArrayPool<float>.Shared.Rent(histories.Length * _factors.Columns);
        var users = new DenseMatrix(histories.Length, _factors.Columns, rented);
        SparseProduct.MultiplyRows(rows.Offsets, rows.Items, rows.Weights, _factors, users);
        MatrixProduct.Multiply(users, false, _factors, true, scores, maxDegreeOfParallelism: 1);
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var rows = RowsOf([history]);
        var products = new float[rows.Items.Length];
        MatrixVector.DotRows(_factors, rows.Items, _factors.Row(item), products);
        return Explanation.OfSum(
            item, baseline: 0, rows.Items.Select((entry, at) => new ScoredItem(entry, rows.Weights[at] * products[at])));
    }

    /// <inheritdoc/>
    /// <remarks>By the cosine of their factors. An item that no one met has no similar items.</remarks>
    public IReadOnlyList<ScoredItem> Similar(int item, int count) => _similarity.Similar(item, count);

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer)
    {
        writer.Write(FactorsName, _factors.Span, ItemCount, _options.Factors);
        writer.Write(ScalesName, _scales, ItemCount);
    }

    internal static PureSvdModel Load(ArtifactReader reader, PureSvdOptions options)
    {
        var items = reader.IntProperty("itemCount");
        var factors = new DenseMatrix(items, options.Factors, reader.ReadFloats(FactorsName, items, options.Factors));
        return new PureSvdModel(options, factors, reader.ReadFloats(ScalesName, items).ToArray());
    }

    private HistoryRows RowsOf(ReadOnlySpan<History> histories)
    {
        var rows = HistoryRows.Of(histories, ItemCount);
        WeightPower.Apply(rows.Weights, _options.WeightExponent);
        for (var entry = 0; entry < rows.Items.Length; entry++)
        {
            rows.Weights[entry] *= _scales[rows.Items[entry]];
        }

        return rows;
    }
}
