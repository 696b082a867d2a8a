using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class FreedomTests
{
    [Fact]
    public void An_item_that_nobody_met_is_found_by_those_who_met_what_looks_like_it()
    {
        // Items 0 to 3 look alike and so do 4 to 7; nobody met 3 and 7.
        var pairs = from user in Enumerable.Range(0, 40) from item in new[] { 0, 1, 2 } select (user, item + (user % 2 * 4));
        var snapshot = SampleSnapshots.FromPairs(40, 8, pairs, (item, number) => item with
        {
            Features = new FeatureMap([KeyValuePair.Create("visual", (ReadOnlyMemory<float>)new[] { number / 4, 1f - (number / 4), number * 0.01f })]),
        });
        var options = new FreedomOptions { Factors = 8, Epochs = 60, BatchSize = 64, LearningRate = 0.02, Neighbours = 3 };
        var (with, without) = (Scores(options), Scores(options with { Modalities = "none" }));

        (with[3] - with[7]).ShouldBeGreaterThan(0.1f);
        // Without features they are what chance made them.
        Math.Abs(without[3] - without[7]).ShouldBeLessThan(with[3] - with[7]);

        float[] Scores(FreedomOptions own)
        {
            var scores = new float[8];
            FreedomTrainer.Train(snapshot, own, new TrainingContext()).Score(new History(new[] { 0, 1 }), scores);
            return scores;
        }
    }
}
