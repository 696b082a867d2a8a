using Marquee.Data;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class Rp3BetaTests
{
    // User 0: items 0, 1; user 1: items 0, 1, 2; user 2: items 2, 3.
    private static readonly Snapshot Snapshot = SampleSnapshots.FromPairs(3, 4, [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2), (2, 3)]);

    [Fact]
    public void Without_powers_the_scores_are_the_chances_of_the_walk()
    {
        // From item 0 to user 0 or 1 with 1/2 each; on to item 1 with 1/2 from user 0 and 1/3 from user 1, to item 2 with 1/3 from user 1.
        Scores(new Rp3BetaOptions { Alpha = 1, Beta = 0, Normalization = 0 }, [0]).ShouldBe([0, 1 / 4f + 1 / 6f, 1 / 6f, 0], 1e-6);

        // From item 2 to user 1 or 2 with 1/2 each.
        Scores(new Rp3BetaOptions { Alpha = 1, Beta = 0, Normalization = 0 }, [2]).ShouldBe([1 / 6f, 1 / 6f, 0, 1 / 4f], 1e-6);
    }

    [Fact]
    public void Powers_and_normalization_are_as_worked_by_hand()
    {
        var half = Math.Sqrt(1 / 2.0);
        var third = Math.Sqrt(1 / 3.0);
        var (toOne, toTwo) = ((half * half + half * third) / Math.Sqrt(2), half * third / Math.Sqrt(2));
        var options = new Rp3BetaOptions { Alpha = .5, Beta = .5, Normalization = 0 };
        Scores(options, [0]).ShouldBe([0, (float)toOne, (float)toTwo, 0], 1e-6);
        Scores(options with { Normalization = 1 }, [0]).ShouldBe([0, (float)(toOne / (toOne + toTwo)), (float)(toTwo / (toOne + toTwo)), 0], 1e-6);
        var root = Math.Sqrt(toOne + toTwo);
        Scores(options with { Normalization = .5 }, [0]).ShouldBe([0, (float)(toOne / root), (float)(toTwo / root), 0], 1e-6);
    }

    [Fact]
    public void Each_item_keeps_where_it_is_best_reached_from()
    {
        var options = new Rp3BetaOptions { Alpha = 1, Beta = 0, Normalization = 0, Neighbours = 1 };
        var model = Rp3BetaTrainer.Train(Snapshot, options, new TrainingContext());

        // Item 2 is reached from item 3 (1/1 * 1/2) rather than from item 0 (1/2 * 1/3).
        model.Similar(2, 5).ShouldBe([new ScoredItem(3, .5f)]);
        Scores(options, [0]).ShouldBe([0, 1 / 4f + 1 / 6f, 0, 0], 1e-6);
        Scores(options, [3]).ShouldBe([0, 0, .5f, 0], 1e-6);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, .7)]
    [InlineData(.5, 1)]
    public void Agrees_with_plain_loops(double weightExponent, double normalization)
    {
        var snapshot = SampleSnapshots.Tastes();
        var options = new Rp3BetaOptions { Alpha = .8, Beta = .3, Normalization = normalization, WeightExponent = weightExponent };
        var x = new double[80, 40];
        var ofUser = new double[80];
        var ofItem = new double[40];
        for (var user = 0; user < 80; user++)
        {
            for (var item = 0; item < 40; item++)
            {
                x[user, item] = snapshot.Interactions.ByUser[user, item] is > 0 and var weight ? Math.Pow(weight, weightExponent) : 0;
                ofUser[user] += x[user, item];
                ofItem[item] += x[user, item];
            }
        }

        var model = Rp3BetaTrainer.Train(snapshot, options, new TrainingContext());
        var scores = new float[40];
        for (var from = 0; from < 40; from++)
        {
            var walks = Enumerable.Range(0, 40).Select(to => to == from ? 0 : Enumerable.Range(0, 80).Sum(user =>
                Math.Pow(x[user, from] / ofItem[from], .8) * Math.Pow(x[user, to] / ofUser[user], .8)) / Math.Pow(ofItem[to], .3)).ToArray();
            model.Score(new History(new[] { from }), scores);
            for (var to = 0; to < 40; to++)
            {
                scores[to].ShouldBe((float)(walks[to] / Math.Pow(walks.Sum(), normalization)), 1e-5f, $"from {from} to {to}");
            }
        }
    }

    private static float[] Scores(Rp3BetaOptions options, int[] history)
    {
        var scores = new float[4];
        Rp3BetaTrainer.Train(Snapshot, options, new TrainingContext()).Score(new History(history), scores);
        return scores;
    }
}
