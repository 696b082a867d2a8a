using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests;

public sealed class ModelPolicyTests
{
    private const int Items = 8;

    [Fact]
    public void Puts_the_best_item_left_at_each_place()
    {
        var places = Policy().Decide(Served.List(0, [3, 7, 5], time: 100));
        places.Select(place => place.Items.ShouldHaveSingleItem()).ShouldBe([7, 7, 6]);
        places.ShouldAllBe(place => place.Chances[0] == 1);
    }

    [Fact]
    public void Leaves_out_what_had_been_seen_by_then_and_not_what_came_later()
    {
        Policy((7, 50)).Decide(Served.List(0, [3], time: 100))[0].Items.ShouldBe([6]);
        Policy((7, 100)).Decide(Served.List(0, [3], time: 100))[0].Items.ShouldBe([7]);
    }

    [Fact]
    public void Shares_the_explored_places_among_the_best_items_left()
    {
        var place = Policy(new Exploration(share: 0.3, pool: 3)).Decide(Served.List(0, [6, 1], time: 100))[1];
        place.Items.ShouldBe([7, 5, 4]);
        place.Chances.ShouldBe([0.8, 0.1, 0.1], 1e-12);
        place.Of(5).ShouldBe(0.1, 1e-12);
        place.Of(6).ShouldBe(0);
    }

    // What serves and what evaluates must mean the same by a share and a pool.
    [Fact]
    public void Gives_each_item_the_chance_with_which_exploration_serves_it()
    {
        var exploration = new Exploration(share: 0.4, pool: 3);
        ScoredItem[] candidates = [.. Enumerable.Range(0, Items).Reverse().Select(item => new ScoredItem(item, item))];
        for (var seed = 0UL; seed < 20; seed++)
        {
            var (items, propensities) = (new ScoredItem[5], new float[5]);
            exploration.Fill(candidates, new SplittableRandom(seed), items, propensities);
            var served = Served.List(0, Array.ConvertAll(items, item => item.Item), time: 100);
            Policy(exploration).Decide(served).Select((place, at) => (float)place.Of(served.Items[at])).ToArray().ShouldBe(propensities, 1e-6);
        }
    }

    [Fact]
    public void Leaves_places_empty_where_nothing_is_left()
    {
        var places = Policy(Enumerable.Range(0, 7).Select(item => (item, 1L)).ToArray()).Decide(Served.List(0, [7, 1], time: 100));
        places[0].Items.ShouldBe([7]);
        places[1].Items.ShouldBeEmpty();
    }

    private static ModelPolicy Policy(params (int Item, long Time)[] watched) => Policy(null, watched);

    // The model likes an item the better the higher its number.
    private static ModelPolicy Policy(Exploration? exploration, params (int Item, long Time)[] watched)
    {
        var builder = new SnapshotBuilder();
        builder.Add(new User { Id = "u" });
        for (var item = 0; item < Items; item++)
        {
            builder.Add(new Item { Id = $"i{item}" });
        }

        foreach (var (item, time) in watched)
        {
            builder.Add(new Interaction { UserId = "u", ItemId = $"i{item}", Kind = InteractionKinds.Watch, Progress = 0.01f, Time = DateTimeOffset.FromUnixTimeMilliseconds(time) });
        }

        var snapshot = builder.Build();
        return new ModelPolicy(
            new RecommendationPipeline(new FunctionRecommender(Items, (_, item) => item)), new HistoriesAt(snapshot), (_, _) => HistoryContext.Unknown, exploration);
    }
}
