using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class ItemKnnTests
{
    // Item 0: users 0, 1, 2, 3; item 1: users 0, 1; item 2: users 2; item 3: user 4 alone.
    private static readonly Snapshot Snapshot = SampleSnapshots.FromPairs(5, 4, [(0, 0), (1, 0), (2, 0), (3, 0), (0, 1), (1, 1), (2, 2), (4, 3)]);

    [Fact]
    public void Cosine_with_shrinkage_is_as_worked_by_hand()
    {
        var model = Train(new ItemKnnOptions { Similarity = SimilarityMeasure.Cosine, Shrinkage = 1 });
        model.Similar(0, 10).ShouldBe([new ScoredItem(1, (float)(2 / (2 * Math.Sqrt(2) + 1))), new ScoredItem(2, 1 / (2f + 1))]);
        model.Similar(3, 10).ShouldBeEmpty();
    }

    [Fact]
    public void TfIdf_is_as_worked_by_hand()
    {
        // idf = ln(4 / (1 + items of the user)): users 0, 1 and 2 have two items, user 3 has one.
        var (two, one) = (Math.Log(4.0 / 3), Math.Log(4.0 / 2));
        var model = Train(new ItemKnnOptions { Similarity = SimilarityMeasure.TfIdf, Shrinkage = 0 });
        var expected = 2 * two * two / (Math.Sqrt(3 * two * two + one * one) * Math.Sqrt(2 * two * two));
        model.Similar(1, 1)[0].Item.ShouldBe(0);
        model.Similar(1, 1)[0].Score.ShouldBe((float)expected, 1e-6f);
    }

    [Fact]
    public void Bm25_is_as_worked_by_hand()
    {
        // Lengths 4, 2, 1, 1, on average 2. With k1 = 1 and b = 1 a weight of 1 becomes 2 / (length / 2 + 1), times the idf.
        var (two, one) = (Math.Log(4.0 / 3), Math.Log(4.0 / 2));
        var (weightOf0, weightOf1) = (2 / (4 / 2.0 + 1), 2 / (2 / 2.0 + 1));
        var dot = 2 * weightOf0 * weightOf1 * two * two;
        var norms = weightOf0 * Math.Sqrt(3 * two * two + one * one) * weightOf1 * Math.Sqrt(2 * two * two);
        var model = Train(new ItemKnnOptions { Similarity = SimilarityMeasure.Bm25, Shrinkage = 1, Bm25K1 = 1, Bm25B = 1 });
        model.Similar(1, 1)[0].Score.ShouldBe((float)(dot / (norms + 1)), 1e-6f);
    }

    [Fact]
    public void Each_item_keeps_its_own_nearest_and_is_scored_by_them()
    {
        var model = Train(new ItemKnnOptions { Similarity = SimilarityMeasure.Cosine, Neighbours = 1, Shrinkage = 0 });
        model.Similar(0, 10).Select(other => other.Item).ShouldBe([1]);
        model.Similar(2, 10).Select(other => other.Item).ShouldBe([0]);

        // Item 0 has lost item 2, but item 2 still has item 0.
        var scores = new float[4];
        model.Score(new History(new[] { 2 }, new[] { 3f }), scores);
        scores.ShouldBe([0, 0, 0, 0]);
        model.Score(new History(new[] { 0 }, new[] { 3f }), scores);
        scores.ShouldBe([0, (float)(3 * 2 / (2 * Math.Sqrt(2))), 3 * .5f, 0], 1e-6f);
    }

    private static ItemKnnModel Train(ItemKnnOptions options) => ItemKnnTrainer.Train(Snapshot, options, new TrainingContext());
}
