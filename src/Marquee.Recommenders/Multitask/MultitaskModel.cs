using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>Two heads over shared embeddings; see <see cref="MultitaskTrainer"/>. A history is scored in one pass: the sum of its items' vectors, the network on top of it, and one product with the vectors of all items.</summary>
/// <remarks>All items of a history count alike. An empty history of a user of whom nothing is known scores what everybody likes.</remarks>
public class MultitaskModel : IModel, IExplains, IItemSimilarity
{
    /// <summary>How the rating task's profiles grow with the length of the history.</summary>
    internal const double RatingExponent = 0.5;

    private readonly MultitaskOptions _options;
    private readonly float[] _biases;
    private readonly FactorSimilarity _similarity;

    internal MultitaskModel(MultitaskOptions options, MultitaskParts parts)
    {
        _options = options;
        Parts = parts;
        _biases = parts.Biases();
        _similarity = new FactorSimilarity(parts.Table);
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => Parts.Table.Rows;

    internal MultitaskParts Parts { get; }

    /// <inheritdoc/>
    /// <remarks>O((length of the history + hidden units + items) * factors).</remarks>
    public void Score(in History history, Span<float> scores)
    {
        MatrixVector.Multiply(Parts.Table, Parts.UserVectors([history]).Row(0), scores, maxDegreeOfParallelism: 1);
        VectorLoops.AddScaled(1, _biases, scores);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<History> histories, DenseMatrix scores)
    {
        MatrixProduct.Multiply(Parts.UserVectors(histories), false, Parts.Table, true, scores, maxDegreeOfParallelism: 1);
        for (var row = 0; row < scores.Rows; row++)
        {
            VectorLoops.AddScaled(1, _biases, scores.Row(row));
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The baseline is what an empty history of a user of whom nothing is known gets. The factor head is a sum over the history as it stands. Of the network, a hidden unit's change from its baseline is shared out among what went
    /// into it in proportion (the rescale rule of Shrikumar, Greenside and Kundaje, Learning Important Features Through Propagating Activation Differences, 2017), which adds up exactly. What is known of the user stands among the features.
    /// </remarks>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var rows = HistoryRows.Of([history], ItemCount);
        var shares = new float[rows.Items.Length];
        var features = new List<FeatureContribution>();
        var baseline = _biases[item];
        if (_options.HasFactors)
        {
            AddShares(Parts.Sources, rows.Items, Parts.Table.Row(item)[.._options.Factors], Parts.FactorWeight * Strength(rows.Items.Length, _options.ProfileExponent), shares);
        }

        if (_options.HasNetwork)
        {
            var layers = Parts.Layers!;
            var target = Parts.Table.Row(item)[Parts.NetworkColumn..];
            var slopes = Slopes(history, rows, target, out var atNothing);
            baseline += Parts.NetworkWeight * atNothing;
            AddShares(Parts.SourcesOfNetwork, rows.Items, slopes, Parts.NetworkWeight * layers.Gain * Strength(rows.Items.Length, _options.NetworkProfileExponent), shares);
            foreach (var attribute in Parts.AttributesOf(history))
            {
                features.Add(new FeatureContribution(Parts.UserAttributeNames[attribute], Parts.NetworkWeight * VectorLoops.Dot(Parts.UserAttributeVectors.Row(attribute), slopes)));
            }
        }

        return Explanation.OfSum(item, baseline, rows.Items.Select((entry, number) => new ScoredItem(entry, shares[number])), features);
    }

    /// <inheritdoc/>
    /// <remarks>By the cosine of the vectors by which they are wanted: wanted by the same people.</remarks>
    public IReadOnlyList<ScoredItem> Similar(int item, int count) => _similarity.Similar(item, count);

    /// <inheritdoc/>
    public virtual void Save(ArtifactWriter writer) => Parts.Save(writer);

    internal static MultitaskModel Load(ArtifactReader reader, MultitaskOptions options)
    {
        var parts = MultitaskParts.Load(reader, options);
        return options.HasRatings ? new MultitaskRatingModel(options, parts, RatingHead.Load(reader, options)) : new MultitaskModel(options, parts);
    }

    /// <summary>What the sum of a history of some length is multiplied by: <c>length^-exponent</c>.</summary>
    internal static float Strength(int length, double exponent) => (float)Math.Pow(Math.Max(1, length), -exponent);

    private static void AddShares(DenseMatrix sources, int[] items, ReadOnlySpan<float> direction, float factor, float[] shares)
    {
        for (var entry = 0; entry < items.Length; entry++)
        {
            shares[entry] += factor * VectorLoops.Dot(sources.Row(items[entry]), direction);
        }
    }

    /// <summary>What each number that goes into the network adds to an item's score for each unit of it, along the way from nothing to this history; and the score at nothing.</summary>
    private float[] Slopes(in History history, in HistoryRows rows, ReadOnlySpan<float> target, out float atNothing)
    {
        var layers = Parts.Layers!;
        var profile = MultitaskParts.Profile(rows, Parts.SourcesOfNetwork);
        var input = new float[_options.Factors];
        Parts.AddInput(history, rows.Items.Length, profile.Row(0), input);
        var units = new float[_options.HiddenUnits];
        MatrixVector.MultiplyTransposed(layers.HiddenWeights, input, units, maxDegreeOfParallelism: 1);
        var weights = new float[_options.HiddenUnits];
        MatrixVector.Multiply(layers.OutputWeights, target, weights, maxDegreeOfParallelism: 1);
        atNothing = VectorLoops.Dot(layers.OutputBiases, target);
        for (var unit = 0; unit < units.Length; unit++)
        {
            var (change, resting) = ((double)units[unit], Math.Tanh(layers.HiddenBiases[unit]));
            atNothing += (float)(resting * weights[unit]);
            // Where nothing changes, the secant is the tangent.
            var slope = Math.Abs(change) < 1e-6 ? 1 - (resting * resting) : (Math.Tanh(change + layers.HiddenBiases[unit]) - resting) / change;
            weights[unit] *= (float)slope;
        }

        var slopes = new float[_options.Factors];
        var straight = new float[_options.Factors];
        MatrixVector.Multiply(layers.HiddenWeights, weights, slopes, maxDegreeOfParallelism: 1);
        MatrixVector.Multiply(layers.StraightWeights, target, straight, maxDegreeOfParallelism: 1);
        VectorLoops.AddScaled(1, straight, slopes);
        return slopes;
    }
}
