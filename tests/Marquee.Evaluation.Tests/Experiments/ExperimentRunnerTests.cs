using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Experiments;

public class ExperimentRunnerTests
{
    private static readonly IRankingMetric[] Metrics = [new ReciprocalRankAt(3), new CoverageAt(1)];

    [Fact]
    public void Every_model_is_trained_once_for_an_experiment_however_many_tasks_it_has()
    {
        var trained = new List<(Snapshot, ulong)>();
        var experiments = new[] { Experiment(5, "a", "b"), Experiment(6, "a", "b") };
        var runs = ExperimentRunner.Run(
            [FakeFamily.Setup((snapshot, context) => trained.Add((snapshot, context.Seed)))], experiments, Metrics, new ExperimentSettings());
        trained.ShouldBe([(experiments[0].Train, 5UL), (experiments[1].Train, 6UL)]);
        runs.Select(run => (run.Variant, run.Results.Count)).ShouldBe([("a", 2), ("b", 2)]);
    }

    [Fact]
    public void Runs_come_variant_by_variant_and_model_by_model()
    {
        var (one, two) = (FakeFamily.Setup(), FakeFamily.Setup(reverse: true));
        var runs = ExperimentRunner.Run([one, two], [Experiment(1, "a", "b")], Metrics, new ExperimentSettings());
        runs.Select(run => (run.Variant, run.Setup)).ShouldBe([("a", one), ("a", two), ("b", one), ("b", two)]);
    }

    [Fact]
    public void Figures_are_means_over_seeds()
    {
        // Item 0 is seen, 1 is relevant. Seed 0 scores 1, 2, 3 as they are numbered; seed 2 as 3, 0, 1.
        var runs = ExperimentRunner.Run([FakeFamily.Setup()], [Experiment(0, "a"), Experiment(2, "a")], Metrics, new ExperimentSettings());
        runs[0].Means.ShouldBe([new("mrr@3", ((1 / 3.0) + 1) / 2), new("coverage@1", 0.25)]);
        runs[0]["mrr@3"].Values.ToArray().ShouldBe([((1 / 3.0) + 1) / 2]);
    }

    [Fact]
    public void A_user_counts_once_also_when_only_some_seeds_ask_about_them()
    {
        var first = new Experiment(0, Small.Task(4, [[0], [0], [0]], [[1], [3], []]));
        var second = new Experiment(2, Small.Task(4, [[0], [0], [0]], [[1], [], [2]]));
        var run = ExperimentRunner.Run([FakeFamily.Setup()], [first, second], Metrics, new ExperimentSettings())[0];
        run["mrr@3"].Values.ToArray().ShouldBe([((1 / 3.0) + 1) / 2, 1, 1 / 3.0]);
        run.Means[0].Value.ShouldBe(((((1 / 3.0) + 1) / 2) + ((1 + (1 / 3.0)) / 2)) / 2, 1e-12);
    }

    [Fact]
    public void Progress_tells_what_is_being_done()
    {
        var told = new List<ExperimentProgress>();
        ExperimentRunner.Run([FakeFamily.Setup()], [Experiment(7, "a", "b")], Metrics, new ExperimentSettings { Progress = new Listener(told.Add) });
        told.ShouldBe(
        [
            new("fake", 7, null, new TrainingProgress(0, 0)),
            new("fake", 7, null, new TrainingProgress(1, 1, 0.5)),
            new("fake", 7, "a", null),
            new("fake", 7, "b", null),
        ]);
    }

    [Fact]
    public void Times_are_those_of_the_clock()
    {
        var clock = new StepClock();
        var run = ExperimentRunner.Run([FakeFamily.Setup()], [Experiment(1, "a")], Metrics, new ExperimentSettings { Time = clock, MaxDegreeOfParallelism = 1 })[0];
        (run.TrainTime, run.ScoreTime).ShouldBe((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void It_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        var setup = FakeFamily.Setup((_, _) => source.Cancel());
        Should.Throw<OperationCanceledException>(() =>
            ExperimentRunner.Run([setup], [Experiment(1, "a")], Metrics, new ExperimentSettings { CancellationToken = source.Token }));
    }

    [Fact]
    public void Tasks_on_different_training_data_are_no_experiment() =>
        Should.Throw<ArgumentException>(() => new Experiment(1, Task("a"), Task("b")));

    [Fact]
    public void Seeds_count_up()
    {
        new ExperimentSettings { Seed = 10 }.AllSeeds(3).ShouldBe([10UL, 11, 12]);
        new ExperimentSettings { Seed = 10, Seeds = 1 }.AllSeeds(3).ShouldBe([10UL]);
        Should.Throw<ArgumentOutOfRangeException>(() => new ExperimentSettings { Seeds = 0 }.AllSeeds(3));
    }

    [Fact]
    public void A_setup_reads_options_as_they_are_written_on_the_command_line()
    {
        var setup = ModelSetup.Of("item-knn", "neighbours=7", "similarity=bm25");
        var options = setup.Options.ShouldBeOfType<ItemKnnOptions>();
        (options.Neighbours, options.Similarity).ShouldBe((7, SimilarityMeasure.Bm25));
        Should.Throw<OptionException>(() => ModelSetup.Of("item-knn", "neighbours")).Message.ShouldContain("NAME=VALUE");
        Should.Throw<OptionException>(() => ModelSetup.Of("item-knn", "neighbors=7")).Message.ShouldContain("neighbours");
    }

    [Fact]
    public void Parts_of_a_figure_are_put_together_user_by_user()
    {
        var first = Parted("one", [[0], [0], []], [[1], [3], []]);
        var second = Parted("two", [[0], [0], [0]], [[], [2], [2]]);
        var run = ExperimentRunner.Run([FakeFamily.Setup()], [new Experiment(0, first), new Experiment(0, second)], Metrics, new ExperimentSettings()).ShouldHaveSingleItem();
        run.Results.Count.ShouldBe(1);
        // Of 1, 2, 3 the last is listed first: user 0 finds 1 at the third place, user 1 finds 3 at the first and 2 at the second, user 2 finds 2 at the second.
        run["mrr@3"].Values.ToArray().ShouldBe([1 / 3.0, (1 + 0.5) / 2, 0.5]);
        run.Means[0].Value.ShouldBe(((1 / 3.0) + 0.75 + 0.5) / 3, 1e-12);
        run.Parts.Select(part => (part.Name, part.Users)).ShouldBe([("one", 2), ("two", 2)]);
        run.Parts[0].Means[0].Value.ShouldBe(((1 / 3.0) + 1) / 2, 1e-12);
        run.ToRow(1).Seeds.ShouldBe(1);
    }

    [Fact]
    public void Parts_of_several_seeds_are_means_over_seeds()
    {
        Experiment[] experiments = [.. new ulong[] { 0, 2 }.SelectMany(seed => new[] { "one", "two" }.Select(part => new Experiment(seed, Parted(part, [[0]], [[1]]))))];
        var run = ExperimentRunner.Run([FakeFamily.Setup()], experiments, Metrics, new ExperimentSettings())[0];
        run.Results.Count.ShouldBe(2);
        run.Parts.Select(part => part.Means[0].Value).ShouldBe([((1 / 3.0) + 1) / 2, ((1 / 3.0) + 1) / 2]);
    }

    [Fact]
    public void A_model_that_refuses_the_data_is_named_and_the_others_go_on()
    {
        var asked = 0;
        var refuses = FakeFamily.Setup((_, _) => throw new NotSupportedException($"too many items, {++asked}"));
        var refusals = new List<ModelRefusal>();
        var runs = ExperimentRunner.Run([refuses, FakeFamily.Setup()], [Experiment(0, "a"), Experiment(2, "a")], Metrics, new ExperimentSettings(), refusals);
        runs.ShouldHaveSingleItem().Results.Count.ShouldBe(2);
        refusals.Select(refusal => refusal.Reason).ShouldBe(["too many items, 1"]);
        refusals[0].Setup.ShouldBe(refuses);
    }

    [Fact]
    public void A_model_that_refuses_later_data_has_no_figures_of_the_earlier_ones()
    {
        var refuses = FakeFamily.Setup((snapshot, context) => _ = context.Seed == 2 ? throw new InvalidDataException("no times") : snapshot);
        var refusals = new List<ModelRefusal>();
        ExperimentRunner.Run([refuses], [Experiment(0, "a"), Experiment(2, "a")], Metrics, new ExperimentSettings(), refusals).ShouldBeEmpty();
        refusals.Count.ShouldBe(1);
    }

    [Fact]
    public void Where_nobody_collects_refusals_they_end_the_run() =>
        Should.Throw<NotSupportedException>(() => ExperimentRunner.Run(
            [FakeFamily.Setup((_, _) => throw new NotSupportedException())], [Experiment(0, "a")], Metrics, new ExperimentSettings()));

    [Fact]
    public void A_mistake_in_a_model_is_no_refusal() =>
        Should.Throw<InvalidOperationException>(() => ExperimentRunner.Run(
            [FakeFamily.Setup((_, _) => throw new InvalidOperationException())], [Experiment(0, "a")], Metrics, new ExperimentSettings(), []));

    private static RankingTask Parted(string part, int[][] train, int[][] held)
    {
        var snapshot = Small.Snapshot(4, train);
        return RankingTask.FromHeldOut(snapshot, new HeldOut(snapshot.Interactions, Small.Snapshot(4, held).Interactions), part: part);
    }

    private static RankingTask Task(string variant)
    {
        var train = Small.Snapshot(4, [0]);
        return new RankingTask(train, [new RankingCase(0, train.Interactions.HistoryOf(0), [1])]) { Variant = variant };
    }

    private static Experiment Experiment(ulong seed, params string[] variants)
    {
        var task = Task(variants[0]);
        return new Experiment(seed, [.. variants.Select(variant => new RankingTask(task.Train, task.Cases) { Variant = variant })]);
    }

    private sealed class Listener(Action<ExperimentProgress> told) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value) => told(value);
    }

    /// <summary>A clock that goes on by a second each time it is looked at.</summary>
    private sealed class StepClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds++;
    }
}
