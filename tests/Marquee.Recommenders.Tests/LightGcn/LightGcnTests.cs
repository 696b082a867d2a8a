using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class LightGcnTests
{
    [Theory]
    [InlineData(GraphLoss.Softmax, false)]
    [InlineData(GraphLoss.Softmax, true)]
    [InlineData(GraphLoss.Bpr, false)]
    [InlineData(GraphLoss.Bpr, true)]
    public void Finds_the_half_of_the_items_that_a_user_prefers(GraphLoss loss, bool eachUserOnce)
    {
        var options = new LightGcnOptions { Factors = 8, Layers = 2, Epochs = eachUserOnce ? 150 : 30, BatchSize = 64, LearningRate = 0.02, Loss = loss, EachUserOnce = eachUserOnce };
        Share(options).ShouldBeGreaterThan(0.8);
    }

    [Fact]
    public void An_item_that_should_find_itself_learns_little_else()
    {
        var options = new LightGcnOptions { Factors = 16, Epochs = 60, BatchSize = 64, LearningRate = 0.02 };
        Share(options with { HoldOut = false }).ShouldBeLessThan(Share(options));
    }

    [Fact]
    public void A_history_gathers_in_the_last_hop_what_the_items_hold()
    {
        var model = LightGcnTrainer.Train(SampleSnapshots.Tastes(), new LightGcnOptions { Factors = 4, Epochs = 2, Layers = 3 }, new TrainingContext());
        var (one, other, both, none) = (Scores(model, 3), Scores(model, 30), Scores(model, 3, 30), Scores(model));
        for (var item = 0; item < model.ItemCount; item++)
        {
            (both[item] - none[item]).ShouldBe((float)((one[item] + other[item] - (2 * none[item])) / Math.Sqrt(2)), 1e-5f);
        }
    }

    private static double Share(LightGcnOptions options) =>
        GraphSamples.PreferredShare(LightGcnTrainer.Train(SampleSnapshots.Tastes(), options, new TrainingContext()), SampleSnapshots.Tastes());

    private static float[] Scores(GraphModel model, params int[] items)
    {
        var scores = new float[model.ItemCount];
        model.Score(new History(items), scores);
        return scores;
    }
}
