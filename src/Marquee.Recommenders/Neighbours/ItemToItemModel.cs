using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// For each item a few other items and how much each speaks for it: <c>score(j) = sum over h in the history of weight(h)^weightExponent * neighbours(j, h)</c>.
/// </summary>
public abstract class ItemToItemModel : IModel, IExplains, IItemSimilarity
{
    private readonly double _weightExponent;
    private readonly MixedRows _products;

    /// <summary>Takes over the neighbours.</summary>
    /// <param name="options">What it was trained with.</param>
    /// <param name="neighbours">Row <c>j</c>: the items that speak for item <c>j</c> and how much; <c>items x items</c>, without the diagonal.</param>
    /// <param name="weightExponent">The power to which the weights of a history are raised.</param>
    private protected ItemToItemModel(ModelOptions options, SparseMatrix neighbours, double weightExponent)
    {
        Options = options;
        Neighbours = neighbours;
        NeighbourOf = neighbours.Transpose();
        _products = new MixedRows(NeighbourOf);
        _weightExponent = weightExponent;
    }

    /// <inheritdoc/>
    public ModelOptions Options { get; }

    /// <summary>Row <c>j</c>: the items that speak for item <c>j</c>.</summary>
    private protected SparseMatrix Neighbours { get; }

    /// <summary>Row <c>i</c>: the items that item <c>i</c> speaks for.</summary>
    private protected SparseMatrix NeighbourOf { get; }

    /// <inheritdoc/>
    public int ItemCount => Neighbours.Rows;

    /// <inheritdoc/>
    /// <remarks>O(items + sum over the history of the items that the entry speaks for).</remarks>
    public void Score(in History history, Span<float> scores)
    {
        var rows = RowsOf([history]);
        _products.Multiply(rows.Items, rows.Weights, scores);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        var rows = RowsOf(histories);
        _products.Multiply(rows.Offsets, rows.Items, rows.Weights, scores);
    }

    /// <inheritdoc/>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var contributions = new List<ScoredItem>();
        for (var entry = 0; entry < history.Count; entry++)
        {
            if ((uint)history.Items[entry] < (uint)ItemCount && Neighbours[item, history.Items[entry]] is not 0 and var similarity)
            {
                contributions.Add(new ScoredItem(history.Items[entry], WeightOf(history, entry) * similarity));
            }
        }

        return Explanation.OfSum(item, baseline: 0, contributions);
    }

    /// <inheritdoc/>
    /// <remarks>The neighbours themselves.</remarks>
    public virtual IReadOnlyList<ScoredItem> Similar(int item, int count) =>
        (uint)item >= (uint)ItemCount || count <= 0 ? [] : SimilarScores.OfRow(Neighbours, item, count);

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer) => SparseArrays.Write(writer, Neighbours, "neighbours", "similarities");

    private protected static SparseMatrix LoadNeighbours(ArtifactReader reader)
    {
        var items = reader.IntProperty("itemCount");
        return SparseArrays.Read(reader, "neighbours", "similarities", items, items);
    }

    private HistoryRows RowsOf(ReadOnlySpan<History> histories)
    {
        var rows = HistoryRows.Of(histories, ItemCount);
        WeightPower.Apply(rows.Weights, _weightExponent);
        return rows;
    }

    private float WeightOf(in History history, int entry) => WeightPower.Of(history.Weights[entry], _weightExponent);
}
