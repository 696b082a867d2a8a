using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>Biases of items; see <see cref="BiasesTrainer"/>. The bias of a history's user is found from its ratings, so that a score costs one addition.</summary>
/// <remarks>
/// A shrunk mean is what a normal prior of variance <c>residual variance / shrinkage</c> makes of a bias, which leaves it a variance of <c>residual variance / (shrinkage + ratings)</c>;
/// the standard deviation of a rating is that of the residuals, the user's bias and the item's bias together.
/// </remarks>
public sealed class BiasesModel : IModel, IRatingPredictor, IExplains
{
    private const string BiasesName = "item-biases";
    private const string CountsName = "item-counts";
    private const string VarianceName = "residual-variance";

    private readonly BiasesOptions _options;
    private readonly RatingBasis _basis;
    private readonly float[] _items;
    private readonly int[] _counts;
    private readonly float _variance;

    internal BiasesModel(BiasesOptions options, RatingBasis basis, float[] items, int[] counts, float variance)
    {
        _options = options;
        _basis = basis;
        _items = items;
        _counts = counts;
        _variance = variance;
    }

    /// <inheritdoc/>
    public ModelOptions Options => _options;

    /// <inheritdoc/>
    public int ItemCount => _items.Length;

    /// <inheritdoc/>
    public RatingScale Scale => _basis.Scale;

    /// <summary>How far each item lies above the mean.</summary>
    public ReadOnlySpan<float> ItemBiases => _items;

    /// <inheritdoc/>
    /// <remarks>The scores are expected ratings that are not cut to the scale, so that the best items are not all alike.</remarks>
    public void Score(in History history, Span<float> scores)
    {
        var level = _basis.Mean + UserBias(Rated(history));
        for (var item = 0; item < _items.Length; item++)
        {
            scores[item] = level + _items[item];
        }
    }

    /// <inheritdoc/>
    public void Predict(in History history, ReadOnlySpan<int> items, Span<RatingPrediction> predictions)
    {
        var rated = Rated(history);
        var level = _basis.Mean + UserBias(rated);
        for (var index = 0; index < items.Length; index++)
        {
            var isKnown = (uint)items[index] < (uint)_items.Length;
            var bias = isKnown ? _items[items[index]] : 0;
            var count = isKnown ? _counts[items[index]] : 0;
            var variance = _variance * (1 + (1 / (_options.UserShrinkage + rated.Count)) + (1 / (_options.ItemShrinkage + count)));
            predictions[index] = new RatingPrediction(_basis.Scale.Nearest(level + bias), MathF.Sqrt(variance));
        }
    }

    /// <inheritdoc/>
    /// <remarks>A rating adds its share of the user's bias, and the same to every item.</remarks>
    public Explanation Explain(in History history, int item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)ItemCount, nameof(item));
        var rated = Rated(history);
        return Explanation.OfSum(item, _basis.Mean + _items[item], rated.Items.Select((other, entry) => new ScoredItem(other, (float)Share(rated, entry))));
    }

    /// <inheritdoc/>
    public void Save(ArtifactWriter writer)
    {
        _basis.Save(writer);
        writer.Write(BiasesName, _items, _items.Length);
        writer.Write(CountsName, _counts);
        writer.Write(VarianceName, [_variance], 1);
    }

    internal static BiasesModel Load(ArtifactReader reader, BiasesOptions options)
    {
        var items = reader.IntProperty("itemCount");
        var counts = reader.ReadInts(CountsName);
        return counts.Length == items
            ? new BiasesModel(options, RatingBasis.Load(reader), reader.ReadFloats(BiasesName, items).ToArray(), counts, reader.ReadFloats(VarianceName, 1).Span[0])
            : throw new InvalidDataException($"The array '{CountsName}' has {counts.Length} numbers; {items} items need as many.");
    }

    private RatedItems Rated(in History history) => RatedItems.Of(history, ItemCount, _basis.AreWeights);

    private float UserBias(RatedItems rated)
    {
        var sum = 0.0;
        for (var entry = 0; entry < rated.Count; entry++)
        {
            sum += Share(rated, entry);
        }

        return (float)sum;
    }

    private double Share(RatedItems rated, int entry) =>
        ((double)rated.Ratings[entry] - _basis.Mean - _items[rated.Items[entry]]) / (_options.UserShrinkage + rated.Count);
}
