using Marquee.Data;
using Marquee.Recommenders;

namespace Marquee.Evaluation.Tests.Tuning;

public class ValidationObjectiveTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lower_rungs_ask_a_nested_sample_of_the_users_of_the_first_split(bool sampleTraining)
    {
        var seen = new List<HashSet<int>>();
        var family = Spy(train => seen.Add([.. train.Events.Users.ToArray()]));
        Experiment[] experiments = [new(1, Task(4)), new(2, Task(5))];
        var objective = new ValidationObjective(family, experiments, new HitRateAt(3), 3, sampleTraining, new ExperimentSettings { Seed = 6 });
        objective.Shares.Count.ShouldBe(3);
        var asked = Enumerable.Range(0, 3).Select(rung => objective.Measure(family.Options.Defaults, rung, CancellationToken.None).Count).ToArray();
        asked[0].ShouldBeInRange(120, 220);
        asked[1].ShouldBeInRange(430, 570);
        asked[2].ShouldBe(1500);

        // One training a split serves all rungs, unless samples train alone.
        seen.Select(users => users.Count).ShouldBe(sampleTraining ? [asked[0], asked[1], 1500, 1500] : [1500, 1500]);
        seen[1].IsSupersetOf(seen[0]).ShouldBeTrue();
    }

    [Fact]
    public void Other_options_are_trained_anew()
    {
        var trainings = 0;
        var family = Spy(_ => trainings++);
        var objective = new ValidationObjective(family, [new Experiment(1, Task(4))], new HitRateAt(3), 3, false, new ExperimentSettings());
        foreach (var options in new[] { new NoOptions(), new NoOptions() })
        {
            objective.Measure(options, 0, CancellationToken.None);
            objective.Measure(options, 1, CancellationToken.None);
        }

        trainings.ShouldBe(2);
    }

    [Fact]
    public void Several_splits_are_averaged_user_by_user()
    {
        var task = Small.RandomTask(users: 40, items: 8, seen: 3, held: 2, seed: 4);
        Experiment[] experiments = [new Experiment(1, task), new Experiment(2, task)];
        var metric = new ReciprocalRankAt(3);
        var objective = new ValidationObjective(Spy(), experiments, metric, 1, false, new ExperimentSettings());
        var both = objective.Measure(Defaults, 0, CancellationToken.None);
        var each = experiments.Select(experiment => objective.Measure(Defaults, [experiment], CancellationToken.None)).ToArray();
        each[0].Mean.ShouldNotBe(each[1].Mean);
        both.Values.ToArray().ShouldBe([.. each[0].Values.ToArray().Zip(each[1].Values.ToArray(), (one, other) => (one + other) / 2)], 1e-12);
    }

    [Theory]
    [InlineData("coverage@10")]
    [InlineData("gini@10")]
    [InlineData("ils@10")]
    [InlineData("novelty@10")]
    [InlineData("longtail@10")]
    public void What_does_not_measure_right_lists_is_refused(string key)
    {
        Experiment[] experiments = [new Experiment(1, Small.RandomTask(users: 4, items: 8, seen: 3, held: 2, seed: 4))];
        Should.Throw<OptionException>(() => new ValidationObjective(Spy(), experiments, MetricCatalogue.Parse(key), 1, false, new ExperimentSettings())).Message.ShouldStartWith($"{key} is no measure of how right a list is");
    }

    private static readonly ModelOptions Defaults = new NoOptions();

    private static RankingTask Task(ulong seed) => Small.RandomTask(users: 1500, items: 8, seen: 3, held: 2, seed);

    private static ModelFamily Spy(Action<Snapshot>? onTrain = null) => new ModelFamily<NoOptions>(
        "spy",
        "Scores by the seed.",
        "None",
        (snapshot, options, context) =>
        {
            onTrain?.Invoke(snapshot);
            return new SeedModel(snapshot.Items.Count, options, context.Seed);
        },
        (_, _) => throw new NotSupportedException());

    private sealed record NoOptions : ModelOptions;

    private sealed class SeedModel(int items, ModelOptions options, ulong seed) : IModel
    {
        public int ItemCount => items;

        public ModelOptions Options => options;

        public void Score(in History history, Span<float> scores)
        {
            for (var item = 0; item < items; item++)
            {
                scores[item] = (item + (int)seed) % items;
            }
        }

        public void Save(ArtifactWriter writer) => throw new NotSupportedException();
    }
}
