using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>A weight for some pairs of items; see <see cref="SlimTrainer"/>. <c>score(j) = sum over h in the history of x(h) * W(h, j)</c>, where <c>x</c> is the weight raised to <see cref="SlimOptions.WeightExponent"/>.</summary>
public sealed class SlimModel : IModel, IExplains, IItemSimilarity
{
    private readonly SlimOptions _options;
    private readonly SparseMatrix _predictors;
    private readonly SparseMatrix _predicted;

    /// <summary>Takes over the weights.</summary>
    /// <param name="options">What it was trained with.</param>
    /// <param name="predictors">Row <c>j</c>: the items that predict item <c>j</c>, with their weights; <c>items x items</c>.</param>
    internal SlimModel(SlimOptions options, SparseMatrix predictors)
    {
        _options = options;
        _predictors = predictors;
        _predicted = predictors.Transpose();
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => _predictors.Rows;

    /// <summary>Number of weights other than zero.</summary>
    public int WeightCount => _predictors.NonZeros;

    /// <inheritdoc/>
    /// <remarks>O(items + sum over the history of the items that the entry predicts).</remarks>
    public void Score(in History history, Span<float> scores)
    {
        scores.Clear();
        for (var entry = 0; entry < history.Count; entry++)
        {
            if ((uint)history.Items[entry] < (uint)ItemCount)
            {
                SparseSum.AddRow(_predicted, history.Items[entry], WeightOf(history, entry), scores);
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
            if ((uint)history.Items[entry] < (uint)ItemCount && _predictors[item, history.Items[entry]] is not 0 and var weight)
            {
                contributions.Add(new ScoredItem(history.Items[entry], WeightOf(history, entry) * weight));
            }
        }

        return Explanation.OfSum(item, baseline: 0, contributions);
    }

    /// <inheritdoc/>
    /// <remarks>Two items are as similar as the larger of the weights with which each predicts the other. O(weights of the item).</remarks>
    public IReadOnlyList<ScoredItem> Similar(int item, int count)
    {
        if ((uint)item >= (uint)ItemCount || count <= 0)
        {
            return [];
        }

        var weights = new Dictionary<int, float>();
        foreach (var matrix in (ReadOnlySpan<SparseMatrix>)[_predictors, _predicted])
        {
            foreach (var (other, weight) in matrix.RowIndices(item).ToArray().Zip(matrix.RowValues(item).ToArray()))
            {
                weights[other] = Math.Max(weight, weights.GetValueOrDefault(other));
            }
        }

        return [.. weights.Where(pair => pair.Value > 0)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(count).Select(pair => new ScoredItem(pair.Key, pair.Value))];
    }

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer)
    {
        writer.Write("offsets", _predictors.RowOffsets);
        writer.Write("predictors", _predictors.ColumnIndices);
        writer.Write("weights", _predictors.Values, _predictors.NonZeros);
    }

    internal static SlimModel Load(ArtifactReader reader, SlimOptions options)
    {
        var items = reader.IntProperty("itemCount");
        var predictors = reader.ReadInts("predictors");
        var weights = reader.ReadFloats("weights", predictors.Length).ToArray();
        try
        {
            return new SlimModel(options, new SparseMatrix(items, items, reader.ReadInts("offsets"), predictors, weights));
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"The weights of the slim model are damaged: {exception.Message}", exception);
        }
    }

    private float WeightOf(in History history, int entry) => WeightPower.Of(history.Weights[entry], _options.WeightExponent);
}
