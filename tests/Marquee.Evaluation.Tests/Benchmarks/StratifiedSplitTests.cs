using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Evaluation.Tests.Benchmarks;

public class StratifiedSplitTests
{
    [Fact]
    public void The_generator_gives_the_numbers_that_numpy_gives()
    {
        // numpy.random.seed(42); numpy.random.rand(3)
        var random = new MersenneTwister(42);
        new[] { random.NextDouble(), random.NextDouble(), random.NextDouble() }.ShouldBe([0.3745401188473625, 0.9507143064099162, 0.7319939418114051]);
    }

    [Fact]
    public void The_generator_gives_the_number_of_its_authors_after_ten_thousand()
    {
        var random = new MersenneTwister(5489);
        for (var draw = 1; draw < 10_000; draw++)
        {
            random.NextUInt32();
        }

        random.NextUInt32().ShouldBe(4123659995u);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(6, 4)]
    [InlineData(10, 8)]
    public void Of_each_items_ratings_three_quarters_train_halves_rounded_to_even(int ratings, int train)
    {
        var snapshot = Small.Snapshot(1, [.. Enumerable.Range(0, ratings).Select(_ => new[] { 0 })]);
        new StratifiedSplit(0.75).Split(snapshot, 1).Train.Interactions.Count.ShouldBe(train);
    }

    [Fact]
    public void The_smallest_numbers_train()
    {
        // Seed 42 draws .37, .95, .73, .60 for the four ratings in their order: the second is held out.
        var split = new StratifiedSplit(0.75).Split(Small.Snapshot(1, [0], [0], [0], [0]), 42);
        split.Train.Events.Users.ToArray().ShouldBe([0, 2, 3]);
    }

    [Fact]
    public void Movielens_100k_leaves_every_rated_film_in_the_training()
    {
        var snapshot = MovieLensData.Read100K(RealData.Folder("movielens-100k"), InteractionWeighting.RatingsFrom(0));
        var split = new StratifiedSplit(0.75).Split(snapshot, 42);
        Enumerable.Range(0, 1682).ShouldAllBe(item => split.Train.Interactions.ByItem.RowLength(item) > 0);
        (split.Train.Interactions.Count + split.Test.Targets.Count).ShouldBe(100_000);
    }
}
