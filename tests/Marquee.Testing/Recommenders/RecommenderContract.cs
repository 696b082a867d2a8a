using System.Text.Json.Nodes;
using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;
using Shouldly;
using Xunit;

namespace Marquee.Testing;

/// <summary>
/// What every model family promises. A family's tests inherit this suite, name the family and say what accuracy it reaches; nothing else is needed.
/// </summary>
/// <param name="familyName">The family's name in the catalogue.</param>
public abstract class RecommenderContract(string familyName)
{
    protected ModelFamily Family { get; } = ModelCatalogue.Find(familyName);

    /// <summary>What is known of the items of this suite's data sets, for families that read it; nothing but their ids unless it is overridden.</summary>
    /// <param name="item">The item.</param>
    /// <param name="number">Its number in the data set, however items are ordered.</param>
    protected virtual Item Describe(Item item, int number) => item;

    /// <summary>Options for the small data sets of this suite; the defaults unless a family is too slow or too coarse with them.</summary>
    protected virtual ModelOptions SmallOptions => Family.Options.Defaults;

    /// <summary>Between which values NDCG@10 lies on <see cref="MovieLensAccuracy"/>, with <see cref="AccuracyOptions"/>.</summary>
    protected abstract (double Minimum, double Maximum) AccuracyBand { get; }

    /// <summary>Options for <see cref="AccuracyBand"/>.</summary>
    protected virtual ModelOptions AccuracyOptions => Family.Options.Defaults;

    /// <summary>Why the family need not solve the checkerboard; nothing where it must.</summary>
    protected virtual string? WhyNotPersonal => null;

    /// <summary>Why scores may change when the same items are numbered otherwise; nothing where they must not.</summary>
    protected virtual string? WhyItemOrderMatters => null;

    private Snapshot Tastes => field ??= SampleSnapshots.Tastes(describe: Describe);

    [Fact]
    public void Describes_itself_and_each_option()
    {
        Family.Summary.ShouldEndWith(".");
        Family.Source.ShouldNotBeEmpty();
        foreach (var option in Family.Options.Options)
        {
            option.Attribute.Effect.ShouldEndWith(".", customMessage: option.Name);
            Parse(option.Name, option.DefaultText).ShouldBe(Family.Options.Defaults, option.Name);
            var (from, to) = (Or(option.Attribute.SearchMinimum, option.Attribute.Minimum), Or(option.Attribute.SearchMaximum, option.Attribute.Maximum));
            from.ShouldBeGreaterThanOrEqualTo(option.Attribute.Minimum, option.Name);
            to.ShouldBeLessThanOrEqualTo(option.Attribute.Maximum, option.Name);
            from.ShouldBeLessThanOrEqualTo(to, option.Name);
            (option.Attribute.Logarithmic && from <= 0).ShouldBeFalse($"{option.Name}: a search by factors cannot start at {from}");
        }

        static double Or(double value, double otherwise) => double.IsNaN(value) ? otherwise : value;
    }

    [Fact]
    public void Options_come_back_from_json_and_from_text()
    {
        foreach (var options in VariedOptions())
        {
            var json = Family.Options.ToJson(options);
            Family.Options.FromJson(JsonNode.Parse(json.ToJsonString())!.AsObject()).ShouldBe(options);
            Family.Options.Parse(json.Select(entry => KeyValuePair.Create(entry.Key, entry.Value!.ToString()))).ShouldBe(options);
        }
    }

    [Fact]
    public void Refuses_options_outside_their_range()
    {
        foreach (var option in Family.Options.Options)
        {
            foreach (var text in WrongValues(option))
            {
                var message = Should.Throw<OptionException>(() => Parse(option.Name, text), $"{option.Name}={text}").Message;
                message.ShouldContain(option.Name);
                message.ShouldContain(option.Range);
            }
        }

        Should.Throw<OptionException>(() => Parse("noSuchOption", "1")).Message.ShouldContain("noSuchOption");
    }

    [Fact]
    public void Keeps_the_options_it_was_trained_with() => Train(Tastes).Options.ShouldBe(SmallOptions);

    [Fact]
    public void Loads_what_it_saved_with_equal_scores()
    {
        var model = Train(Tastes);
        var artifact = Save(model, Tastes);
        var loaded = ModelArchive.Load(artifact.Open(), Tastes.ItemIds);
        loaded.Family.ShouldBe(Family);
        loaded.Model.Options.ShouldBe(model.Options);
        ShouldBeTheSameBits(AllScores(loaded.Model, Tastes), AllScores(model, Tastes));
        Save(loaded.Model, Tastes).HoldsTheSameAs(artifact).ShouldBeTrue();
    }

    [Fact]
    public void Gives_the_same_model_for_the_same_seed_on_any_number_of_threads()
    {
        var model = Train(Tastes, new TrainingContext { MaxDegreeOfParallelism = 1 });
        var artifact = Save(model, Tastes);
        foreach (var threads in new[] { 1, 2, 3 })
        {
            var again = Train(Tastes, new TrainingContext { MaxDegreeOfParallelism = threads });
            Save(again, Tastes).HoldsTheSameAs(artifact).ShouldBeTrue($"{threads} threads");
            ShouldBeTheSameBits(AllScores(again, Tastes), AllScores(model, Tastes));
        }
    }

    [Fact]
    public void Knows_every_item_of_the_snapshot_and_gives_each_a_finite_score()
    {
        var model = Train(Tastes);
        model.ItemCount.ShouldBe(Tastes.Items.Count);
        AllScores(model, Tastes).ShouldAllBe(score => float.IsFinite(score));
    }

    [Fact]
    public void Ignores_items_of_the_history_that_it_does_not_know()
    {
        var model = Train(Tastes);
        var known = Scores(model, new History(new[] { 3, 7 }, new[] { 1f, 2f }, new[] { 1000L, 2000L }));
        var mixed = new History(
            new[] { model.ItemCount, 3, -1, 7, int.MaxValue }, new[] { 9f, 1f, 9f, 2f, 9f }, new[] { 3000L, 1000L, 500L, 2000L, 2500L });
        ShouldBeTheSameBits(Scores(model, mixed), known);
    }

    [Fact]
    public void Treats_a_history_of_unknown_items_a_stranger_and_an_empty_history_alike()
    {
        var model = Train(Tastes);
        var stranger = Scores(model, default);
        stranger.ShouldAllBe(score => float.IsFinite(score));
        ShouldBeTheSameBits(Scores(model, new History(Array.Empty<int>())), stranger);
        ShouldBeTheSameBits(Scores(model, new History(new[] { model.ItemCount, model.ItemCount + 7 })), stranger);
    }

    [Fact]
    public void Scores_many_histories_as_it_scores_each()
    {
        IRecommender model = Train(Tastes);
        var histories = Enumerable.Range(0, Tastes.Interactions.Users).Select(user => Tastes.Interactions.HistoryOf(user))
            .Append(default).Append(new History(new[] { model.ItemCount, 2 })).ToArray();
        var batch = new DenseMatrix(histories.Length, model.ItemCount);
        batch.Span.Fill(float.NaN);
        model.Score(histories, batch);
        for (var index = 0; index < histories.Length; index++)
        {
            ShouldBeClose(batch.Row(index).ToArray(), Scores(model, histories[index]));
        }

        model.Score([], new DenseMatrix(0, model.ItemCount));
    }

    [Fact]
    public void May_be_asked_from_many_threads_at_once()
    {
        var model = Train(Tastes);
        var alone = AllScores(model, Tastes);
        Parallel.For(0, 8, _ => ShouldBeTheSameBits(AllScores(model, Tastes), alone));
    }

    [Fact]
    public void Stops_training_when_it_is_told_to()
    {
        using var source = new CancellationTokenSource();
        var context = new TrainingContext { CancellationToken = source.Token, Progress = new OnProgress(_ => source.Cancel()) };
        var steps = StepsReported();
        if (steps.Count > 1)
        {
            Should.Throw<OperationCanceledException>(() => Train(Tastes, context), "cancelled after the first step");
        }

        source.Cancel();
        Should.Throw<OperationCanceledException>(() => Train(Tastes, context), "cancelled before the start");
    }

    [Fact]
    public void Reports_each_step_up_to_the_last()
    {
        var steps = StepsReported();
        steps.ShouldNotBeEmpty();
        steps.Select(step => step.Step).ShouldBe(Enumerable.Range(1, steps.Count));
        steps.ShouldAllBe(step => step.Steps == steps.Count);
    }

    [Fact]
    public void Puts_the_missing_square_of_a_checkerboard_first()
    {
        Assert.SkipWhen(WhyNotPersonal is not null, WhyNotPersonal ?? string.Empty);
        const int size = 50;
        var snapshot = SampleSnapshots.Checkerboard(size, Describe);
        var model = Train(snapshot);
        for (var user = 0; user < size; user++)
        {
            var history = snapshot.Interactions.HistoryOf(user);
            Ranking.Unseen(Scores(model, history), history).First().ShouldBe(user);
        }
    }

    [Fact]
    public void Explanations_add_up_to_the_score()
    {
        if (Train(Tastes) is not (IExplains explains and IRecommender model))
        {
            Assert.Skip("The family does not explain.");
            return;
        }

        foreach (var history in new[] { Tastes.Interactions.HistoryOf(4), new History(new[] { 1, model.ItemCount + 1, 30 }, new[] { 2f, 5f, .5f }), default })
        {
            var scores = Scores(model, history);
            var known = history.Items.ToArray().Where(item => item < model.ItemCount).ToArray();
            for (var item = 0; item < model.ItemCount; item++)
            {
                var explanation = explains.Explain(history, item);
                explanation.Item.ShouldBe(item);
                explanation.Score.ShouldBe(scores[item], Tolerance(scores[item]));
                var sum = explanation.Baseline + explanation.Contributions.Sum(contribution => (double)contribution.Score)
                    + explanation.Features.Sum(feature => (double)feature.Score);
                sum.ShouldBe(scores[item], Tolerance(scores[item]));
                explanation.Contributions.Select(contribution => contribution.Item).ShouldBeUnique();
                explanation.Contributions.ShouldAllBe(contribution => known.Contains(contribution.Item));
                explanation.Contributions.Select(contribution => contribution.Score).ShouldBeInOrder(SortDirection.Descending);
                explanation.Features.Select(feature => feature.Score).ShouldBeInOrder(SortDirection.Descending);
            }
        }

        Should.Throw<ArgumentOutOfRangeException>(() => explains.Explain(default, model.ItemCount));
        Should.Throw<ArgumentOutOfRangeException>(() => explains.Explain(default, -1));
    }

    [Fact]
    public void Similar_items_are_others_best_first()
    {
        if (Train(Tastes) is not (IItemSimilarity similarity and IRecommender model))
        {
            Assert.Skip("The family knows no similar items.");
            return;
        }

        for (var item = 0; item < model.ItemCount; item++)
        {
            var similar = similarity.Similar(item, 5);
            similar.Count.ShouldBeInRange(1, 5);
            similar.Select(other => other.Item).ShouldBeUnique();
            similar.ShouldAllBe(other => other.Item != item && other.Item >= 0 && other.Item < model.ItemCount && float.IsFinite(other.Score));
            similar.Select(other => other.Score).ShouldBeInOrder(SortDirection.Descending);
            similarity.Similar(item, 2).ShouldBe(similar.Take(2));
        }

        similarity.Similar(0, model.ItemCount + 10).Count.ShouldBeLessThan(model.ItemCount);
        similarity.Similar(0, 0).ShouldBeEmpty();
        similarity.Similar(0, -1).ShouldBeEmpty();
        similarity.Similar(model.ItemCount, 5).ShouldBeEmpty();
        similarity.Similar(-1, 5).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 5)]
    [InlineData(5, 1)]
    public void Trains_on_next_to_nothing(int users, int items)
    {
        var everything = from user in Enumerable.Range(0, users) from item in Enumerable.Range(0, items) select (user, item);
        foreach (var snapshot in new[] { SampleSnapshots.FromPairs(users, items, everything), SampleSnapshots.FromPairs(users, items, []) })
        {
            IModel model = Train(snapshot);
            model.ItemCount.ShouldBe(items);
            Scores(model, default).ShouldAllBe(score => float.IsFinite(score));
            AllScores(model, snapshot).ShouldAllBe(score => float.IsFinite(score));
            var together = new DenseMatrix(users + 1, items);
            together.Span.Fill(float.NaN);
            model.Score([.. Enumerable.Range(0, users).Select(user => snapshot.HistoryOf(user)), default], together);
            together.Span.ToArray().ShouldAllBe(score => float.IsFinite(score));
            ModelArchive.Load(Save(model, snapshot).Open(), snapshot.ItemIds).Model.ItemCount.ShouldBe(items);
        }
    }

    [Fact]
    public void Scores_a_user_who_has_seen_everything()
    {
        var model = Train(Tastes);
        var everything = new History(Enumerable.Range(0, model.ItemCount).ToArray());
        Scores(model, everything).ShouldAllBe(score => float.IsFinite(score));
    }

    [Fact]
    public void Leaves_nothing_to_recommend_to_a_user_who_has_seen_everything()
    {
        var model = Train(Tastes);
        var pipeline = RecommendationPipeline.ForCatalogue(model, Tastes.Items);
        pipeline.Recommend(new History(Enumerable.Range(0, model.ItemCount).ToArray()), new RecommendationRequest()).ShouldBeEmpty();
        var allButOne = new History(Enumerable.Range(1, model.ItemCount - 1).ToArray());
        pipeline.Recommend(allButOne, new RecommendationRequest()).Single().Item.ShouldBe(0);
    }

    [Fact]
    public void Answers_a_history_of_unknown_items_as_it_answers_a_stranger()
    {
        var model = Train(Tastes);
        var pipeline = RecommendationPipeline.ForCatalogue(model, Tastes.Items);
        var answer = pipeline.Recommend(new History(new[] { model.ItemCount, model.ItemCount + 9 }), new RecommendationRequest { Count = 5 });
        answer.Length.ShouldBe(5);
        answer.Select(line => (line.Item, line.Score)).ShouldBe(pipeline.Recommend(default, new RecommendationRequest { Count = 5 }).Select(line => (line.Item, line.Score)));
    }

    [Fact]
    public void Refuses_to_be_loaded_beside_other_data_than_it_was_trained_on()
    {
        var artifact = Save(Train(Tastes), Tastes);
        var fewer = new IdMap(Tastes.ItemIds.Ids[..^1].ToArray());
        var others = new IdMap(Tastes.ItemIds.Ids.ToArray().Select((id, item) => item == 7 ? "another" : id));
        foreach (var items in new[] { fewer, others, IdMap.Empty })
        {
            Should.Throw<InvalidDataException>(() => ModelArchive.Load(artifact.Open(), items)).Message.ShouldContain("trained on other data");
        }
    }

    [Fact]
    public void Does_not_care_how_items_are_numbered()
    {
        Assert.SkipWhen(WhyItemOrderMatters is not null, WhyItemOrderMatters ?? string.Empty);
        var order = Enumerable.Range(0, Tastes.Items.Count).ToArray();
        new SplittableRandom(5).Shuffle<int>(order);
        var shuffled = SampleSnapshots.Tastes(order, Describe);
        shuffled.ItemIds.IndexOf("item 0").ShouldBe(order[0]);
        var (model, other) = (Train(Tastes), Train(shuffled));
        for (var user = 0; user < Tastes.Users.Count; user++)
        {
            var sameUser = shuffled.UserIds.IndexOf(Tastes.UserIds[user]);
            var scores = Scores(other, shuffled.Interactions.HistoryOf(sameUser));
            ShouldBeClose(Array.ConvertAll(order, index => scores[index]), Scores(model, Tastes.Interactions.HistoryOf(user)));
        }
    }

    [Fact]
    public void Reaches_its_accuracy_on_MovieLens_100K() =>
        MovieLensAccuracy.Ndcg(Family, AccuracyOptions).ShouldBeInRange(AccuracyBand.Minimum, AccuracyBand.Maximum);

    protected IModel Train(Snapshot snapshot, TrainingContext? context = null) => Family.Train(snapshot, SmallOptions, context ?? new TrainingContext());

    protected static float[] Scores(IRecommender model, in History history)
    {
        // What was in the span before must not shine through.
        var scores = new float[model.ItemCount];
        Array.Fill(scores, float.NaN);
        model.Score(history, scores);
        return scores;
    }

    private static float[] AllScores(IRecommender model, Snapshot snapshot) =>
        [.. Enumerable.Range(0, snapshot.Interactions.Users).SelectMany(user => Scores(model, snapshot.Interactions.HistoryOf(user)))];

    private static void ShouldBeTheSameBits(float[] actual, float[] expected) =>
        Array.ConvertAll(actual, BitConverter.SingleToInt32Bits).ShouldBe(Array.ConvertAll(expected, BitConverter.SingleToInt32Bits));

    private static void ShouldBeClose(float[] actual, float[] expected)
    {
        actual.Length.ShouldBe(expected.Length);
        var tolerance = Tolerance(expected.Max(Math.Abs));
        for (var item = 0; item < actual.Length; item++)
        {
            actual[item].ShouldBe(expected[item], tolerance, $"item {item}");
        }
    }

    private static float Tolerance(float size) => 1e-4f * Math.Abs(size) + 1e-6f;

    private static IEnumerable<string> WrongValues(OptionDescription option)
    {
        if (option.Type == typeof(string))
        {
            // What is wrong with a text only its family knows.
            yield break;
        }

        yield return string.Empty;
        yield return "nonsense";
        if (option.Type == typeof(bool) || option.Type.IsEnum)
        {
            yield return "2";
            yield break;
        }

        yield return "NaN";
        yield return "1e400";
        if (double.IsFinite(option.Attribute.Minimum))
        {
            yield return Text(option.Attribute.Minimum - 1);
        }

        if (double.IsFinite(option.Attribute.Maximum))
        {
            yield return Text(option.Attribute.Maximum + 1);
        }

        static string Text(double value) => value.ToString("R");
    }

    private MemoryArtifact Save(IModel model, Snapshot snapshot)
    {
        var artifact = new MemoryArtifact();
        ModelArchive.Save(Family, model, snapshot.ItemIds, artifact);
        return artifact;
    }

    private List<TrainingProgress> StepsReported()
    {
        var steps = new List<TrainingProgress>();
        Train(Tastes, new TrainingContext { Progress = new OnProgress(steps.Add) });
        return steps;
    }

    private ModelOptions Parse(string name, string value) => Family.Options.Parse([KeyValuePair.Create(name, value)]);

    /// <summary>The defaults, and for each option the defaults with that option changed.</summary>
    private IEnumerable<ModelOptions> VariedOptions()
    {
        yield return Family.Options.Defaults;
        foreach (var option in Family.Options.Options)
        {
            var values = option.Type == typeof(bool) ? ["true", "false"]
                : option.Type.IsEnum ? Enum.GetValues(option.Type).Cast<object>().Select(value => (option with { Default = value }).DefaultText)
                : new[] { option.Attribute.Minimum, option.Attribute.Maximum, option.Attribute.SearchMinimum, option.Attribute.SearchMaximum }
                    .Where(double.IsFinite).Select(value => value.ToString("R"));
            foreach (var value in values)
            {
                yield return Parse(option.Name, value);
            }
        }
    }

    private sealed class OnProgress(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }
}
