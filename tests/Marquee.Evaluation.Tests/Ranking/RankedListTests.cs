using FsCheck.Fluent;
using Marquee.Numerics;

namespace Marquee.Evaluation.Tests.Ranking;

public class RankedListTests
{
    [Fact]
    public void The_best_come_first() => List([0.1f, 0.9f, 0.5f, 0.7f], 3).ShouldBe([1, 3, 2]);

    [Fact]
    public void Equal_scores_keep_the_order_of_the_items() => List([1, 2, 1, 2], 4).ShouldBe([1, 3, 0, 2]);

    [Fact]
    public void Relevant_items_come_last_among_equal_scores() => List([1, 1, 1, 1], 3, 0, 2).ShouldBe([1, 3, 0]);

    [Fact]
    public void What_is_no_candidate_is_never_listed() =>
        List([float.NegativeInfinity, 1, float.NegativeInfinity, -5], 3).ShouldBe([1, 3]);

    [Fact]
    public void A_list_of_no_places_is_empty() => List([1, 2], 0).ShouldBeEmpty();

    [Fact]
    public void It_is_what_sorting_gives() => Law.Holds(
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from items in Gen.Choose(0, 60)
        from levels in Gen.Choose(1, 12)
        from k in Gen.Choose(0, 20)
        select (seed, items, levels, k),
        one =>
        {
            var random = new SplittableRandom((ulong)one.seed);
            var scores = Enumerable.Range(0, one.items).Select(_ => random.Next(one.levels) is var level && level == 1 ? float.NegativeInfinity : level).ToArray();
            var relevant = Enumerable.Range(0, one.items).Where(_ => random.Next(3) == 0).ToArray();
            var sorted = Enumerable.Range(0, one.items).Where(item => float.IsFinite(scores[item]))
                .OrderByDescending(item => scores[item]).ThenBy(item => relevant.Contains(item)).ThenBy(item => item).Take(one.k);
            List(scores, one.k, relevant).ShouldBe(sorted);
        });

    private static int[] List(float[] scores, int k, params int[] relevant)
    {
        var items = new int[k];
        return items[..RankedList.Fill(scores, relevant, items, new float[k])];
    }
}
