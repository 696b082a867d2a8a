using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Recommenders.Tests;

public class SasrecTests
{
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SasrecOptions Small = new() { Factors = 16, Blocks = 1, Heads = 2, Epochs = 40, BatchSize = 16, LearningRate = 0.01, MaximumLength = 20, Dropout = 0 };

    [Theory]
    [InlineData(SasrecLoss.CrossEntropy, SasrecPositions.Both)]
    [InlineData(SasrecLoss.CrossEntropy, SasrecPositions.Relative)]
    [InlineData(SasrecLoss.CrossEntropy, SasrecPositions.Absolute)]
    [InlineData(SasrecLoss.SampledCrossEntropy, SasrecPositions.Both)]
    [InlineData(SasrecLoss.BinaryCrossEntropy, SasrecPositions.Both)]
    public void Learns_what_follows_what(SasrecLoss loss, SasrecPositions positions)
    {
        var model = Train(Walks(), Small with { Loss = loss, Positions = positions, Negatives = 8, Epochs = 80 });
        for (var last = 3; last < 17; last++)
        {
            Best(model, Sequence(last - 2, last - 1, last)).ShouldBe(last + 1, $"after {last}");
        }
    }

    [Fact]
    public void Learns_what_the_time_between_items_tells()
    {
        // Who comes back within minutes goes on with one item, who comes back days later with another.
        var builder = new SnapshotBuilder();
        for (var user = 0; user < 60; user++)
        {
            var soon = user % 2 == 0;
            Add(builder, user, 0, Start);
            Add(builder, user, 1, Start + (soon ? TimeSpan.FromMinutes(1) : TimeSpan.FromDays(2)));
            Add(builder, user, soon ? 2 : 3, Start.AddDays(3));
        }

        var snapshot = builder.Build(InteractionWeighting.Everything);
        long Milliseconds(TimeSpan span) => (Start + span).ToUnixTimeMilliseconds();
        foreach (var knows in new[] { true, false })
        {
            var model = Train(snapshot, Small with { TimeGaps = knows });
            var soon = Scores(model, new History(new[] { 0, 1 }, times: new[] { Milliseconds(TimeSpan.Zero), Milliseconds(TimeSpan.FromMinutes(1)) }));
            var late = Scores(model, new History(new[] { 0, 1 }, times: new[] { Milliseconds(TimeSpan.Zero), Milliseconds(TimeSpan.FromDays(2)) }));
            (soon[2] > soon[3] && late[3] > late[2]).ShouldBe(knows);
        }
    }

    [Fact]
    public void Knows_from_its_attributes_what_a_rare_item_is_like()
    {
        var builder = new SnapshotBuilder();
        for (var item = 0; item < 20; item++)
        {
            builder.Add(new Item { Id = $"{item}", Categories = [item % 2 == 0 ? "even" : "odd"] });
        }

        var random = new SplittableRandom(1);
        for (var user = 0; user < 60; user++)
        {
            // One user each has met the last two items.
            var order = Enumerable.Range(0, user < 2 ? 20 : 18).Where(item => item % 2 == user % 2).ToArray();
            random.Shuffle<int>(order.AsSpan(0, 9));
            order.AsSpan().Reverse();
            for (var place = 0; place < 6; place++)
            {
                Add(builder, user, order[place], Start.AddDays(place));
            }
        }

        var snapshot = builder.Build(InteractionWeighting.Everything);
        var (informed, blind) = (Train(snapshot, Small with { Epochs = 20 }), Train(snapshot, Small with { Epochs = 20, ItemAttributes = false }));
        double Lead(SasrecModel model) => Scores(model, Sequence(0, 2, 4))[18] - Scores(model, Sequence(0, 2, 4))[19] + Scores(model, Sequence(1, 3, 5))[19] - Scores(model, Sequence(1, 3, 5))[18];
        Lead(informed).ShouldBeGreaterThan(Lead(blind));
    }

    [Fact]
    public void Answers_an_empty_history_with_what_histories_begin_with()
    {
        var builder = new SnapshotBuilder();
        for (var item = 0; item < 7; item++)
        {
            builder.Add(new Item { Id = $"{item}" });
        }

        for (var user = 0; user < 40; user++)
        {
            Add(builder, user, user % 4 == 0 ? 1 : 0, Start);
            Add(builder, user, 2 + (user % 5), Start.AddDays(1));
        }

        var scores = Scores(Train(builder.Build(InteractionWeighting.Everything), Small), default);
        scores[0].ShouldBeGreaterThan(scores[1]);
        scores[1].ShouldBeGreaterThan(scores[2..].Max());
    }

    [Fact]
    public void Reads_the_newest_items_of_a_long_history_in_the_order_of_their_times()
    {
        var model = Train(Walks(), Small with { MaximumLength = 4, Epochs = 5 });
        var newest = Scores(model, Sequence(5, 6, 7, 8));
        Scores(model, Sequence(1, 2, 3, 5, 6, 7, 8)).ShouldBe(newest);
        var times = new[] { 4, 1, 3, 2 }.Select(day => Start.AddDays(day).ToUnixTimeMilliseconds()).ToArray();
        Scores(model, new History(new[] { 8, 5, 7, 6 }, times: times)).ShouldBe(Scores(model, new History(new[] { 5, 6, 7, 8 }, times: times.Order().ToArray())));
        Scores(model, Sequence(8, 7, 6, 5)).ShouldNotBe(newest);
    }

    [Fact]
    public void Explains_by_what_each_item_added_when_it_was_met()
    {
        var model = Train(Walks(), Small with { MaximumLength = 4, Epochs = 5 });
        var explanation = model.Explain(Sequence(1, 5, 6, 7, 8), 9);
        explanation.Baseline.ShouldBe(Scores(model, default)[9], 1e-4f);
        explanation.Contributions.Select(contribution => contribution.Item).Order().ShouldBe([5, 6, 7, 8]);
        var last = explanation.Contributions.Single(contribution => contribution.Item == 8).Score;
        last.ShouldBe(Scores(model, Sequence(5, 6, 7, 8))[9] - Scores(model, Sequence(5, 6, 7))[9], 1e-4f);
    }

    [Fact]
    public void Stops_when_it_foretells_what_was_kept_out_no_better()
    {
        var epochs = new HashSet<int?>();
        var context = new TrainingContext { Progress = new Listener(progress => epochs.Add(progress.Epoch)) };
        var model = SasrecTrainer.Train(Walks(), Small with { Epochs = 300, Patience = 4 }, context);
        // The walk is soon known by heart, and no score is better than that of the first rank.
        epochs.Count.ShouldBeInRange(5, 150);
        Best(model, Sequence(4, 5, 6)).ShouldBe(7);
    }

    [Fact]
    public void Judges_by_the_ranks_of_last_items_that_it_keeps_out_of_training()
    {
        var snapshot = Walks();
        var sequences = ItemSequences.Of(snapshot);
        var validation = new SasrecValidation(sequences, new SplittableRandom(1));
        var ends = validation.Ends();
        var heldOut = SasrecTask.FirstPlaces(sequences).Where(user => ends[user] != sequences.Ends[user]).ToArray();
        // Every twentieth of 64 users, rounded up.
        heldOut.Length.ShouldBe(4);
        heldOut.ShouldAllBe(user => ends[user] == sequences.Ends[user] - 1);
        var model = Train(snapshot, Small with { Epochs = 1 });
        var expected = heldOut.Average(user =>
        {
            var scores = Scores(model, new History(sequences.Items.AsMemory(user..ends[user]), times: sequences.Times.AsMemory(user..ends[user])));
            var seen = sequences.Items[user..ends[user]].ToHashSet();
            var ranked = Enumerable.Range(0, scores.Length).Where(item => !seen.Contains(item)).OrderByDescending(item => scores[item]).ToList();
            return 1 / Math.Log2(2 + ranked.IndexOf(sequences.Items[ends[user]]));
        });
        validation.Score(model).ShouldBe(expected, 1e-9);
    }

    [Fact]
    public void Patience_asks_nothing_of_users_with_fewer_than_three_items()
    {
        var builder = new SnapshotBuilder();
        for (var user = 0; user < 10; user++)
        {
            Add(builder, user, user % 2, Start);
            Add(builder, user, 2, Start.AddDays(1));
        }

        var snapshot = builder.Build(InteractionWeighting.Everything);
        Scores(Train(snapshot, Small with { Patience = 1, Epochs = 5 }), Sequence(0)).ShouldBe(Scores(Train(snapshot, Small with { Epochs = 5 }), Sequence(0)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(32, 4)]
    [InlineData(128, 16)]
    [InlineData(4096, 16)]
    public void Cuts_a_step_into_slices_that_grow_where_it_is_large(int batchSize, int slices)
    {
        var task = new SasrecTraining(Walks(users: 200), Small with { BatchSize = batchSize }, seed: 1).Task;
        task.BeginEpoch(0, new SplittableRandom(1));
        (task.MaximumSlices, task.BeginStep(0)).ShouldBe((slices, slices));
    }

    [Fact]
    public void A_step_of_training_allocates_nothing_once_a_pass_has_been_seen()
    {
        var training = new SasrecTraining(Walks(), Small with { Dropout = 0.2, TargetDecay = 0.5 }, seed: 1);
        var tape = new Tape(training.Parameters);

        void Pass(int epoch)
        {
            var steps = training.Task.BeginEpoch(epoch, new SplittableRandom((ulong)epoch));
            for (var step = 0; step < steps; step++)
            {
                Step(step);
            }
        }

        void Step(int step)
        {
            var slices = training.Task.BeginStep(step);
            for (var slice = 0; slice < slices; slice++)
            {
                tape.Reset(recording: true, training: true, seed: 3);
                tape.Backward(training.Task.Loss(tape, slice));
            }
        }

        // The first passes also compile.
        for (var epoch = 0; epoch < 30; epoch++)
        {
            Pass(epoch);
        }

        // The least of several: the runtime may compile a method anew in between.
        Enumerable.Range(0, 20).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Step(0);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }).ShouldBe(0);
    }

    [Fact]
    public void Learns_with_heads_that_do_not_share_the_factors_evenly()
    {
        var model = Train(Walks(), Small with { Factors = 15, Heads = 4, Epochs = 80 });
        Best(model, Sequence(4, 5, 6)).ShouldBe(7);
    }

    private sealed class Listener(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }

    private static Snapshot Walks(int users = 64)
    {
        var builder = new SnapshotBuilder();
        for (var item = 0; item < 20; item++)
        {
            builder.Add(new Item { Id = $"{item}" });
        }

        for (var user = 0; user < users; user++)
        {
            for (var step = 0; step < 8; step++)
            {
                Add(builder, user, (user + step) % 20, Start.AddDays(step));
            }
        }

        return builder.Build(InteractionWeighting.Everything);
    }

    private static void Add(SnapshotBuilder builder, int user, int item, DateTimeOffset time) =>
        builder.Add(new Interaction { UserId = $"{user}", ItemId = $"{item}", Kind = InteractionKinds.Watch, Time = time });

    private static History Sequence(params int[] items) =>
        new(items, times: Enumerable.Range(0, items.Length).Select(day => Start.AddDays(day).ToUnixTimeMilliseconds()).ToArray());

    private static SasrecModel Train(Snapshot snapshot, SasrecOptions options) => SasrecTrainer.Train(snapshot, options, new TrainingContext { MaxDegreeOfParallelism = 1 });

    private static float[] Scores(SasrecModel model, in History history)
    {
        var scores = new float[model.ItemCount];
        model.Score(history, scores);
        return scores;
    }

    private static int Best(SasrecModel model, in History history)
    {
        var (scores, seen) = (Scores(model, history), history.Items.ToArray());
        return Enumerable.Range(0, scores.Length).Except(seen).MaxBy(item => scores[item]);
    }
}
