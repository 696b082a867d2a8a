using Marquee.Numerics;

namespace Marquee.Recommenders.Tests;

public sealed class ExplorationTests
{
    private static readonly ScoredItem[] Candidates = [.. Enumerable.Range(0, 6).Select(item => new ScoredItem(item, 10 - item))];

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0.5, 1)]
    public void Without_a_share_or_a_pool_the_best_come(double share, int pool)
    {
        var (items, propensities) = Fill(new Exploration(share, pool), 3, 1);
        items.ShouldBe([0, 1, 2]);
        propensities.ShouldBe([1f, 1f, 1f]);
    }

    [Theory]
    [InlineData(0.3, 3)]
    [InlineData(1.0, 2)]
    [InlineData(0.6, 100)]
    public void Every_list_comes_as_often_as_its_propensities_say(double share, int pool)
    {
        const int Draws = 40_000;
        var exploration = new Exploration(share, pool);
        var lists = new Dictionary<string, (int Count, double Probability)>();
        for (var seed = 0; seed < Draws; seed++)
        {
            var (items, propensities) = Fill(exploration, 3, (ulong)seed);
            var key = string.Join(',', items);
            var probability = propensities.Aggregate(1.0, (product, factor) => product * factor);
            var before = lists.GetValueOrDefault(key, (0, probability));
            before.Item2.ShouldBe(probability, 1e-6, key);
            lists[key] = (before.Item1 + 1, probability);
        }

        lists.Values.Sum(list => list.Probability).ShouldBe(1, 1e-3);
        foreach (var (key, (count, probability)) in lists)
        {
            // Within five standard deviations of a binomial count.
            (count / (double)Draws).ShouldBe(probability, 5 * Math.Sqrt(probability * (1 - probability) / Draws) + 1e-9, key);
        }
    }

    [Fact]
    public void The_probabilities_of_all_that_may_come_at_a_place_add_up_to_one()
    {
        var exploration = new Exploration(0.4, 4);
        var first = new Dictionary<int, float>();
        for (var seed = 0; seed < 500; seed++)
        {
            var (items, propensities) = Fill(exploration, 1, (ulong)seed);
            first[items[0]] = propensities[0];
        }

        first.Keys.Order().ShouldBe([0, 1, 2, 3]);
        first.Values.Sum().ShouldBe(1, 1e-6f);
        first[0].ShouldBe(0.7f, 1e-6f);
        first[3].ShouldBe(0.1f, 1e-6f);
    }

    [Fact]
    public void The_last_of_few_candidates_is_certain_and_nothing_comes_twice()
    {
        var (items, propensities) = Fill(new Exploration(0.5, 3), 10, 3);
        items.Order().ShouldBe([0, 1, 2, 3, 4, 5]);
        propensities[^1].ShouldBe(1);
        Fill(new Exploration(0.5, 3), 0, 3).Items.ShouldBeEmpty();
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Exploration(1.1, 3));
        Should.Throw<ArgumentOutOfRangeException>(() => new Exploration(double.NaN, 3));
        Should.Throw<ArgumentOutOfRangeException>(() => new Exploration(0.1, 0));
        new Exploration(0.1, int.MaxValue).Depth(10).ShouldBe(int.MaxValue);
    }

    private static (int[] Items, float[] Propensities) Fill(Exploration exploration, int count, ulong seed)
    {
        var (items, propensities) = (new ScoredItem[count], new float[count]);
        var filled = exploration.Fill(Candidates, new SplittableRandom(seed), items, propensities);
        return ([.. items[..filled].Select(line => line.Item)], propensities[..filled]);
    }
}
