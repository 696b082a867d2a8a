using Marquee.Data;
using Marquee.Testing;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace Marquee.Recommenders.Tests;

public sealed class SlistTests
{
    [Theory]
    [InlineData(.6, .95, .4)]
    [InlineData(.6, 0, .4)]
    [InlineData(0, 0, 0)]
    [InlineData(.5, .5, .5)]
    public void Weights_are_those_of_the_sums_over_every_moment(double shortDecay, double longDecay, double targetDecay)
    {
        const double regularization = 3;
        var snapshot = SampleSnapshots.Tastes();
        double[] decays = longDecay > 0 ? [shortDecay, longDecay] : [shortDecay];
        var expected = Weights(snapshot, decays, targetDecay, regularization);

        var model = SlistTrainer.Train(
            snapshot,
            new SlistOptions { ShortDecay = shortDecay, LongDecay = longDecay, TargetDecay = targetDecay, Regularization = regularization },
            new TrainingContext());

        // Oldest to newest: 3, 11, 7.
        var scores = new float[model.ItemCount];
        model.Score(new History(new[] { 7, 3, 11 }, default, new[] { 300L, 100L, 200L }), scores);
        for (var item = 0; item < model.ItemCount; item++)
        {
            var score = decays.Select((decay, memory) => new[] { 7, 11, 3 }
                .Select((known, newer) => Math.Pow(decay, newer) * Math.Sqrt(1 - decay * decay) * expected[memory * model.ItemCount + known, item]).Sum()).Sum();
            scores[item].ShouldBe((float)score, 2e-4f, $"item {item}");
        }
    }

    [Fact]
    public void Foretells_the_next_item_of_a_fixed_order()
    {
        // Everybody goes through the same ten items, starting somewhere.
        var builder = new SnapshotBuilder();
        for (var user = 0; user < 40; user++)
        {
            for (var step = 0; step < 6; step++)
            {
                builder.Add(new Interaction
                {
                    UserId = $"user {user}",
                    ItemId = $"item {(user + step) % 10}",
                    Kind = InteractionKinds.Watch,
                    Time = SampleSnapshots.Start.AddHours(step),
                });
            }
        }

        var snapshot = builder.Build();
        var model = SlistTrainer.Train(snapshot, new SlistOptions { Regularization = 1 }, new TrainingContext());
        for (var item = 0; item < 10; item++)
        {
            var next = (item + 1) % 10;
            model.Similar(Index(item), 1)[0].Item.ShouldBe(Index(next));
            // The same two items in the other order lead elsewhere.
            Best(model, [(item, 1), (next, 2)]).ShouldBe(Index((item + 2) % 10));
        }

        int Index(int item) => snapshot.ItemIds.IndexOf($"item {item}");

        int Best(SlistModel model, (int Item, long Time)[] met)
        {
            var scores = new float[model.ItemCount];
            var history = new History(met.Select(one => Index(one.Item)).ToArray(), default, met.Select(one => one.Time).ToArray());
            model.Score(history, scores);
            return Ranking.Unseen(scores, history).First();
        }
    }

    [Fact]
    public void Items_of_the_same_time_count_alike_in_whatever_order_they_are_given()
    {
        var model = SlistTrainer.Train(SampleSnapshots.Tastes(), new SlistOptions { Regularization = 5 }, new TrainingContext());
        var (untimed, turned, early, late) = (new float[model.ItemCount], new float[model.ItemCount], new float[model.ItemCount], new float[model.ItemCount]);
        model.Score(new History(new[] { 3, 7 }), untimed);
        model.Score(new History(new[] { 7, 3 }, default, new[] { 5L, 5L }), turned);
        model.Score(new History(new[] { 3, 7 }, default, new[] { 1L, 2L }), early);
        model.Score(new History(new[] { 3, 7 }, default, new[] { 2L, 1L }), late);

        turned.ShouldBe(untimed, 1e-6);
        early.Zip(late, (first, second) => (first + second) / 2).ToArray().ShouldBe(untimed, 1e-5);
        early.Zip(late).ShouldContain(pair => Math.Abs(pair.First - pair.Second) > 1e-3);
    }

    [Fact]
    public void Says_which_model_to_take_for_a_catalogue_that_is_too_large()
    {
        var builder = new SnapshotBuilder();
        for (var item = 0; item < 23171; item++)
        {
            builder.Add(new Item { Id = $"item {item}" });
        }

        Should.Throw<NotSupportedException>(() => SlistTrainer.Train(builder.Build(), new SlistOptions(), new TrainingContext()))
            .Message.ShouldBe("slist keeps 2 weights for each pair of items, of at most 23170 items; this catalogue has 23171. markov has no such limit.");
    }

    private static Matrix<double> Weights(Snapshot snapshot, double[] decays, double targetDecay, double regularization)
    {
        var items = snapshot.Items.Count;
        var gram = DenseMatrix.CreateDiagonal(decays.Length * items, decays.Length * items, regularization);
        var right = new DenseMatrix(decays.Length * items, items);
        for (var user = 0; user < snapshot.Users.Count; user++)
        {
            var history = snapshot.Interactions.HistoryOf(user);
            var times = history.Times.ToArray();
            int[] sequence = [.. history.Items.ToArray().Zip(times).OrderBy(entry => entry.Second).Select(entry => entry.First)];
            for (var moment = 0; moment < sequence.Length - 1; moment++)
            {
                var source = new DenseVector(decays.Length * items);
                for (var memory = 0; memory < decays.Length; memory++)
                {
                    for (var place = 0; place <= moment; place++)
                    {
                        source[memory * items + sequence[place]] = Math.Sqrt(1 - decays[memory] * decays[memory]) * Math.Pow(decays[memory], moment - place);
                    }
                }

                var target = new DenseVector(items);
                for (var place = moment + 1; place < sequence.Length; place++)
                {
                    target[sequence[place]] = (1 - targetDecay) * Math.Pow(targetDecay, place - moment - 1);
                }

                gram += (DenseMatrix)source.OuterProduct(source);
                right += (DenseMatrix)source.OuterProduct(target);
            }
        }

        return gram.Cholesky().Solve(right);
    }
}
