namespace Marquee.Data.Tests;

public sealed class InteractionWeightingTests
{
    private const float None = float.NaN;

    [Theory]
    [InlineData(InteractionKinds.Rating, 2f, None, 1f)]
    [InlineData(InteractionKinds.Watch, None, 0.5f, 0.5f)]
    [InlineData(InteractionKinds.Watch, None, 0.05f, 0f)]
    [InlineData(InteractionKinds.Watch, None, None, 1f)]
    [InlineData(InteractionKinds.ThumbUp, None, None, 2f)]
    [InlineData(InteractionKinds.ThumbDown, None, None, -4f)]
    [InlineData(InteractionKinds.ListAdd, None, None, 0.5f)]
    [InlineData(InteractionKinds.Impression, None, None, 0f)]
    [InlineData("danced-to", None, None, 1f)]
    public void Weighs_by_default_as_a_service_would_start(string kind, float value, float progress, float weight) =>
        InteractionWeighting.Default.Weigh(kind, value, progress).ShouldBe(weight);

    [Theory]
    [InlineData(WeightScale.Constant, 7f, 0.5f, 3f)]
    [InlineData(WeightScale.Value, 7f, 0.5f, 21f)]
    [InlineData(WeightScale.Value, None, 0.5f, 3f)]
    [InlineData(WeightScale.Progress, 7f, 0.5f, 1.5f)]
    [InlineData(WeightScale.Progress, 7f, None, 3f)]
    public void Grows_with_what_the_scale_says_and_takes_one_where_it_is_missing(WeightScale scale, float value, float progress, float weight) =>
        new KindWeight { Weight = 3, Scale = scale }.Weigh(value, progress).ShouldBe(weight);

    [Theory]
    [InlineData(4f, 1f)]
    [InlineData(3.9f, 0f)]
    [InlineData(None, 0f)]
    public void Counts_ratings_from_a_threshold_only(float value, float weight)
    {
        InteractionWeighting.RatingsFrom(4).Weigh(InteractionKinds.Rating, value, None).ShouldBe(weight);
        InteractionWeighting.RatingsFrom(4).Weigh(InteractionKinds.Watch, value, None).ShouldBe(0);
    }
}
