using Marquee.Data;

namespace Marquee.Recommenders.Tests;

public sealed class MostPopularTests
{
    [Theory]
    [InlineData(PopularityMeasure.Users, new[] { 2f, 1f, 0f })]
    [InlineData(PopularityMeasure.Weight, new[] { 3f, 4f, 0f })]
    public void Counts_users_or_adds_weights(PopularityMeasure measure, float[] expected)
    {
        var builder = new SnapshotBuilder();
        builder.Add(new Interaction { UserId = "a", ItemId = "x", Kind = InteractionKinds.ThumbUp });
        builder.Add(new Interaction { UserId = "b", ItemId = "x", Kind = InteractionKinds.Rating });
        builder.Add(new Interaction { UserId = "a", ItemId = "y", Kind = InteractionKinds.ThumbUp });
        builder.Add(new Interaction { UserId = "a", ItemId = "y", Kind = InteractionKinds.ThumbUp, Text = "again" });
        builder.Add(new Interaction { UserId = "b", ItemId = "z", Kind = InteractionKinds.ThumbDown });

        var model = MostPopularTrainer.Train(builder.Build(), new MostPopularOptions { Measure = measure }, new TrainingContext());

        var scores = new float[3];
        model.Score(default, scores);
        scores.ShouldBe(expected);
    }
}
