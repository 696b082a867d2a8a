using Marquee.Data;

namespace Marquee.Recommenders.Tests.Serving.ReRanking;

public sealed class DislikeReRankerTests
{
    // Two romances and an action film of the past, then candidates: romance, action, neither, both, in this order.
    private const string Films = "rra" + "ra-x";
    private static readonly ScoredItem[] Candidates = Shelf.From(3, 6);

    [Fact]
    public void What_is_like_the_rejected_comes_later()
    {
        Order(50, [0], [1]).ShouldBe([4, 5, 6, 3]);
        Order(50, [2], [1]).ShouldBe([3, 5, 6, 4]);
        // What is both is like each of the two by 0.71 only.
        Order(50, [0, 2], [1, 1]).ShouldBe([5, 6, 3, 4]);
    }

    [Fact]
    public void A_small_price_does_not_outweigh_the_score() => Order(0.1, [0], [1]).ShouldBe([3, 4, 5, 6]);

    [Fact]
    public void Two_that_are_alike_cost_no_more_than_all_of_the_price_and_one_that_was_rejected_lightly_less()
    {
        // A step of the four candidates' scores is 0.894 standard deviations.
        Order(0.9, [0, 1], [5, 5]).ShouldBe([4, 3, 5, 6]);
        Order(0.9, [0], [0.9f]).ShouldBe([3, 4, 5, 6]);
        Order(0.9, [0, 1], [0.9f, 0.9f]).ShouldBe([3, 4, 5, 6]);
        Order(0.91, [0, 1], [0.9f, 0.9f]).ShouldBe([4, 3, 5, 6]);
    }

    [Fact]
    public void Who_rejected_nothing_gets_the_list_as_it_is()
    {
        Of(50).ReRank(new History(new[] { 0 }), Candidates, 4).ShouldBe(Candidates);
        Order(0, [0], [1]).ShouldBe([3, 4, 5, 6]);
        Order(50, [99], [1]).ShouldBe([3, 4, 5, 6]);
        Of(50).ReRank(default, [], 4).ShouldBeEmpty();
    }

    private static DislikeReRanker Of(double strength) => new(Shelf.Of(Films), new DislikeOptions { Strength = strength });

    private static IEnumerable<int> Order(double strength, int[] rejected, float[] weights) =>
        Of(strength).ReRank(default(History).Disliking(rejected, weights), Candidates, 4).Select(line => line.Item);
}
