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
        (options.Neighbours, options.Similarity).ShouldBe((7, ItemSimilarityMeasure.Bm25));
        Should.Throw<OptionException>(() => ModelSetup.Of("item-knn", "neighbours")).Message.ShouldContain("NAME=VALUE");
        Should.Throw<OptionException>(() => ModelSetup.Of("item-knn", "neighbors=7")).Message.ShouldContain("neighbours");
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
