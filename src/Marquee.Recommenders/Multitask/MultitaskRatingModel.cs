using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>A <see cref="MultitaskModel"/> that was trained for ratings too and predicts them.</summary>
/// <remarks>Scores are those of what is wanted, not of how it would be rated.</remarks>
public sealed class MultitaskRatingModel : MultitaskModel, IRatingPredictor
{
    private readonly MultitaskOptions _options;
    private readonly RatingHead _head;

    internal MultitaskRatingModel(MultitaskOptions options, MultitaskParts parts, RatingHead head)
        : base(options, parts)
    {
        _options = options;
        _head = head;
    }

    /// <inheritdoc/>
    public RatingScale Scale => _head.Basis.Scale;

    /// <inheritdoc/>
    /// <remarks>The standard deviation is that of ratings held out of the training from their predictions, the same for all. O(factors * (length of the history + factors + items)).</remarks>
    public void Predict(in History history, ReadOnlySpan<int> items, Span<RatingPrediction> predictions)
    {
        var rated = RatedItems.Of(history, ItemCount, areWeights: false);
        var excess = rated.Ratings.Zip(rated.Items, (rating, item) => rating - _head.ItemLevels[item]).ToArray();
        var level = MultitaskData.UserLevel(excess.Sum(value => (double)value), excess.Length);
        var liked = new float[_options.Factors];
        var strength = Strength(excess.Length, RatingExponent);
        for (var entry = 0; entry < excess.Length; entry++)
        {
            VectorLoops.AddScaled(strength * (excess[entry] - level), Parts.Sources.Row(rated.Items[entry]), liked);
        }

        var rows = HistoryRows.Of([history], ItemCount);
        var met = new float[_options.Factors];
        VectorLoops.AddScaled(Strength(rows.Items.Length, RatingExponent), MultitaskParts.Profile(rows, Parts.Sources).Row(0), met);
        var (opinions, ofMet) = (new float[_options.Factors], new float[_options.Factors]);
        MatrixVector.MultiplyTransposed(_head.Weights, liked, opinions, maxDegreeOfParallelism: 1);
        MatrixVector.MultiplyTransposed(_head.Presence, met, ofMet, maxDegreeOfParallelism: 1);
        VectorLoops.AddScaled(1, ofMet, opinions);
        for (var index = 0; index < items.Length; index++)
        {
            var item = items[index];
            var rating = (uint)item < (uint)ItemCount
                ? _head.Levels[item] + level + (double)VectorLoops.Dot(Parts.Table.Row(item)[.._options.Factors], opinions)
                : _head.Basis.Mean + level;
            predictions[index] = new RatingPrediction(_head.Basis.Scale.Nearest(rating), _head.Deviation);
        }
    }

    /// <inheritdoc/>
    public override void Save(ArtifactWriter writer)
    {
        base.Save(writer);
        _head.Save(writer);
    }
}
