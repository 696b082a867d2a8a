using Marquee.Data;

namespace Marquee.Evaluation.Tests.Metrics;

public class BeyondAccuracyTests
{
    // Four users; item 0 has all of them, item 1 two, item 2 one, item 3 none.
    private static readonly CatalogueFacts Facts = new(Small.Snapshot(4, [0, 1], [0, 1], [0, 2], [0]));

    [Fact]
    public void Self_information_counts_bits() => new[] { 0, 1, 2 }.Select(Facts.SelfInformation).ShouldBe([0.0, 1.0, 2.0]);

    [Fact]
    public void An_item_that_nobody_had_informs_like_one_that_a_single_user_had() => Facts.SelfInformation(3).ShouldBe(2);

    [Fact]
    public void Novelty_is_the_mean_self_information_of_the_list() => Value(new NoveltyAt(3), [0, 1, 2, 3]).ShouldBe(1);

    [Fact]
    public void Novelty_of_an_empty_list_is_not_defined() => Value(new NoveltyAt(3), []).ShouldBe(double.NaN);

    [Fact]
    public void The_short_head_is_the_most_popular_fifth_of_the_catalogue() =>
        Tail(new CatalogueFacts(Small.Snapshot(10, [0, 1, 2], [0, 1], [0]))).ShouldBe([2, 3, 4, 5, 6, 7, 8, 9]);

    [Fact]
    public void Items_as_popular_as_the_last_of_the_head_belong_to_it() =>
        Tail(new CatalogueFacts(Small.Snapshot(5, [0, 1], [1, 2], [2, 0], [3]))).ShouldBe([3, 4]);

    [Fact]
    public void What_nobody_had_lies_in_the_long_tail_also_where_most_of_the_catalogue_does() =>
        Tail(new CatalogueFacts(Small.Snapshot(10, [0]))).ShouldBe([1, 2, 3, 4, 5, 6, 7, 8, 9]);

    [Fact]
    public void Long_tail_share_counts_items_of_the_tail() => Value(new LongTailShareAt(4), [0, 2, 1, 3]).ShouldBe(0.75);

    [Fact]
    public void Long_tail_share_ignores_what_stands_behind_k() => Value(new LongTailShareAt(1), [0, 2]).ShouldBe(0);

    [Fact]
    public void Coverage_is_the_share_of_items_shown() => new CoverageAt(10).Compute([3, 0, 1, 0]).ShouldBe(0.5);

    [Fact]
    public void Gini_of_equal_exposure_is_nothing() => new ExposureGiniAt(10).Compute([2, 2, 2, 2]).ShouldBe(0);

    [Fact]
    public void Gini_of_one_item_shown_alone_is_one_less_a_share() => new ExposureGiniAt(10).Compute([0, 0, 8, 0]).ShouldBe(0.75);

    [Fact]
    public void Gini_of_a_worked_case() => new ExposureGiniAt(10).Compute([3, 1]).ShouldBe(0.25);

    [Fact]
    public void Gini_without_any_exposure_is_not_defined() => new ExposureGiniAt(10).Compute([0, 0]).ShouldBe(double.NaN);

    [Fact]
    public void Intra_list_similarity_is_the_mean_cosine_of_all_pairs()
    {
        var facts = Described(["drama"], ["drama", "crime"], ["war"]);
        // Drama with drama and crime: 1 / sqrt(1 * 2); the other two pairs share nothing.
        Value(new IntraListSimilarityAt(3), [0, 1, 2], facts).ShouldBe(1 / Math.Sqrt(2) / 3, 1e-15);
    }

    [Fact]
    public void Intra_list_similarity_leaves_out_items_without_words()
    {
        var facts = Described(["drama"], [], ["drama"]);
        Value(new IntraListSimilarityAt(3), [0, 1, 2], facts).ShouldBe(1);
        Value(new IntraListSimilarityAt(2), [0, 1, 2], facts).ShouldBe(double.NaN);
    }

    [Fact]
    public void A_label_is_not_the_category_of_the_same_word()
    {
        var builder = new SnapshotBuilder();
        builder.Add(new Item { Id = "a", Categories = ["war"] });
        builder.Add(new Item { Id = "b", Labels = ["war"] });
        new CatalogueFacts(builder.Build()).Similarity(0, 1).ShouldBe(0);
    }

    private static int[] Tail(CatalogueFacts facts) => [.. Enumerable.Range(0, facts.Items).Where(facts.IsLongTail)];

    private static double Value(IUserMetric metric, int[] list, CatalogueFacts? facts = null) =>
        metric.Compute(new RankedUser(list, [0], [], facts ?? Facts));

    private static CatalogueFacts Described(params string[][] categories)
    {
        var builder = new SnapshotBuilder();
        for (var item = 0; item < categories.Length; item++)
        {
            builder.Add(new Item { Id = $"i{item}", Categories = [.. categories[item]] });
        }

        return new CatalogueFacts(builder.Build());
    }
}
