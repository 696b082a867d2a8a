using System.Buffers;
using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>What learning on the graph leaves: two sets of item factors and a bias for each item. <c>score(j) = b_j + y_j . sum over h in the history of q_h / sqrt(n)</c>, n being the number of known items in the history.</summary>
/// <remarks>
/// The sum is what a user gathers from the items of the history in the last hop along the graph; <c>q_h</c> is already divided by the root of the item's degree. All items of a history count alike. An empty history scores
/// the biases, which follow popularity.
/// </remarks>
public sealed class GraphModel : IModel, IExplains, IItemSimilarity
{
    private readonly GraphOptions _options;
    private readonly DenseMatrix _sources;
    private readonly DenseMatrix _targets;
    private readonly Memory<float> _biases;
    private readonly FactorSimilarity _similarity;

    internal GraphModel(GraphOptions options, DenseMatrix sources, DenseMatrix targets, Memory<float> biases)
    {
        _options = options;
        _sources = sources;
        _targets = targets;
        _biases = biases;
        _similarity = new FactorSimilarity(targets);
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => _targets.Rows;

    /// <inheritdoc/>
    /// <remarks>O((length of the history + items) * factors).</remarks>
    public void Score(in History history, Span<float> scores)
    {
        var rows = RowsOf([history]);
        var profile = ArrayPool<float>.Shared.Rent(_options.Factors);
        SparseProduct.MultiplyRow(rows.Items, rows.Weights, _sources, profile.AsSpan(0, _options.Factors));
        MatrixVector.Multiply(_targets, profile.AsSpan(0, _options.Factors), scores, maxDegreeOfParallelism: 1);
        AddBiases(scores);
        ArrayPool<float>.Shared.Return(profile);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        var rows = RowsOf(histories);
        var rented = ArrayPool<float>.Shared.Rent(histories.Length * _options.Factors);
        var profiles = new DenseMatrix(histories.Length, _options.Factors, rented);
        SparseProduct.MultiplyRows(rows.Offsets, rows.Items, rows.Weights, _sources, profiles);
        MatrixProduct.Multiply(profiles, false, _targets, true, scores, maxDegreeOfParallelism: 1);
        for (var index = 0; index < histories.Length; index++)
        {
            AddBiases(scores.Row(index));
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    /// <remarks>The baseline is the item's bias; an entry h adds <c>y_j . q_h / sqrt(n)</c>.</remarks>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var rows = RowsOf([history]);
        var shares = new float[rows.Items.Length];
        MatrixVector.DotRows(_sources, rows.Items, _targets.Row(item), shares);
        return Explanation.OfSum(item, _biases.Span[item], rows.Items.Select((entry, place) => new ScoredItem(entry, rows.Weights[place] * shares[place])));
    }

    /// <inheritdoc/>
    /// <remarks>By the cosine of what they are found by: wanted by the same people, or near those by their features.</remarks>
    public IReadOnlyList<ScoredItem> Similar(int item, int count) => _similarity.Similar(item, count);

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer)
    {
        writer.Write("source-factors", _sources.Span, ItemCount, _options.Factors);
        writer.Write("target-factors", _targets.Span, ItemCount, _options.Factors);
        writer.Write("biases", _biases.Span, ItemCount);
    }

    internal static GraphModel Load(ArtifactReader reader, GraphOptions options)
    {
        var items = reader.IntProperty("itemCount");
        return new GraphModel(
            options,
            new DenseMatrix(items, options.Factors, reader.ReadFloats("source-factors", items, options.Factors)),
            new DenseMatrix(items, options.Factors, reader.ReadFloats("target-factors", items, options.Factors)),
            reader.ReadFloats("biases", items));
    }

    // Weights are those of the profile, not of the history.
    private HistoryRows RowsOf(ReadOnlySpan<History> histories)
    {
        var rows = HistoryRows.Of(histories, ItemCount);
        for (var row = 0; row < histories.Length; row++)
        {
            var count = rows.Offsets[row + 1] - rows.Offsets[row];
            rows.Weights.AsSpan(rows.Offsets[row], count).Fill((float)(1 / Math.Sqrt(Math.Max(1, count))));
        }

        return rows;
    }

    private void AddBiases(Span<float> scores)
    {
        var biases = _biases.Span;
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item] += biases[item];
        }
    }
}
