using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The most similar items of each item; see <see cref="ItemKnnTrainer"/>.</summary>
public sealed class ItemKnnModel : IModel, IExplains, IItemSimilarity
{
    private readonly SparseMatrix _neighbours;
    private readonly SparseMatrix _neighbourOf;

    /// <summary>Takes over the similarities.</summary>
    /// <param name="options">What it was trained with.</param>
    /// <param name="neighbours">Row <c>i</c>: the neighbours of item <c>i</c> and how similar they are; <c>items x items</c>.</param>
    internal ItemKnnModel(ItemKnnOptions options, SparseMatrix neighbours)
    {
        Options = options;
        _neighbours = neighbours;
        _neighbourOf = neighbours.Transpose();
    }

    /// <inheritdoc/>
    public ModelOptions Options { get; }

    /// <inheritdoc/>
    public int ItemCount => _neighbours.Rows;

    /// <inheritdoc/>
    /// <remarks>O(items + sum over the history of the items that have the entry as a neighbour).</remarks>
    public void Score(in History history, Span<float> scores)
    {
        scores.Clear();
        for (var entry = 0; entry < history.Count; entry++)
        {
            if ((uint)history.Items[entry] < (uint)ItemCount)
            {
                SparseSum.AddRow(_neighbourOf, history.Items[entry], history.Weights[entry], scores);
            }
        }
    }

    /// <inheritdoc/>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var contributions = new List<ScoredItem>();
        for (var entry = 0; entry < history.Count; entry++)
        {
            if ((uint)history.Items[entry] < (uint)ItemCount && _neighbours[item, history.Items[entry]] is > 0 and var similarity)
            {
                contributions.Add(new ScoredItem(history.Items[entry], history.Weights[entry] * similarity));
            }
        }

        return Explanation.OfSum(item, baseline: 0, contributions);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Similar(int item, int count)
    {
        if ((uint)item >= (uint)ItemCount || count <= 0)
        {
            return [];
        }

        var items = _neighbours.RowIndices(item);
        var similarities = _neighbours.RowValues(item);
        var wanted = Math.Min(count, items.Length);
        var best = new int[wanted];
        var values = new float[wanted];
        TopK.Select(similarities, best, values);
        var result = new ScoredItem[wanted];
        for (var rank = 0; rank < wanted; rank++)
        {
            result[rank] = new ScoredItem(items[best[rank]], values[rank]);
        }

        return result;
    }

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer)
    {
        writer.Write("offsets", _neighbours.RowOffsets);
        writer.Write("neighbours", _neighbours.ColumnIndices);
        writer.Write("similarities", _neighbours.Values, _neighbours.NonZeros);
    }

    internal static ItemKnnModel Load(ArtifactReader reader, ItemKnnOptions options)
    {
        var items = reader.IntProperty("itemCount");
        var neighbours = reader.ReadInts("neighbours");
        var similarities = reader.ReadFloats("similarities", neighbours.Length).ToArray();
        try
        {
            return new ItemKnnModel(options, new SparseMatrix(items, items, reader.ReadInts("offsets"), neighbours, similarities));
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"The similarities of the item-knn model are damaged: {exception.Message}", exception);
        }
    }
}
