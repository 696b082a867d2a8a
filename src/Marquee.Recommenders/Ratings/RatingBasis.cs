using Marquee.Data;

namespace Marquee.Recommenders;

/// <summary>What a rating model must remember of its training ratings.</summary>
/// <param name="Mean">Their mean.</param>
/// <param name="Scale">The smallest and the largest.</param>
/// <param name="AreWeights">Whether they were weights, because nothing was rated.</param>
internal readonly record struct RatingBasis(float Mean, RatingScale Scale, bool AreWeights)
{
    private const string ArrayName = "rating-scale";
    private const string PropertyName = "learntFrom";
    private const string Weights = "weights";

    /// <summary>What is to be remembered of some ratings.</summary>
    public static RatingBasis Of(TrainingRatings ratings) => new((float)ratings.Mean, ratings.Scale, ratings.AreWeights);

    /// <summary>Writes it into a model.</summary>
    public void Save(ArtifactWriter writer)
    {
        writer.Properties[PropertyName] = AreWeights ? Weights : "ratings";
        writer.Write(ArrayName, [Mean, Scale.Minimum, Scale.Maximum], 3);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static RatingBasis Load(ArtifactReader reader)
    {
        var numbers = reader.ReadFloats(ArrayName, 3).Span;
        return new RatingBasis(numbers[0], new RatingScale(numbers[1], numbers[2]), reader.TextProperty(PropertyName) == Weights);
    }
}
