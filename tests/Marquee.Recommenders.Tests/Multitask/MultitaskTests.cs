using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public sealed class MultitaskTests
{
    private static readonly MultitaskOptions Small = new() { Factors = 6, HiddenUnits = 10, Epochs = 20, BatchSize = 8, LearningRate = 0.01 };

    public static TheoryData<string> Variants =>
    [
        "heads=factors", "heads=network", "sharedEmbeddings=false", "taskWeighting=learned", "negatives=7", "negatives=7 sharedEmbeddings=false", "userAttributes=none itemAttributes=none",
    ];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_variant_keeps_what_the_family_promises(string assignments)
    {
        var tastes = SampleSnapshots.Tastes();
        var family = ModelCatalogue.Find("multitask");
        var options = (MultitaskOptions)ModelSetup.Of("multitask", ["factors=6", "hiddenUnits=10", "epochs=20", "batchSize=8", "learningRate=0.01", .. assignments.Split(' ')]).Options;
        var model = MultitaskTrainer.Train(tastes, options, new TrainingContext { MaxDegreeOfParallelism = 1 });
        var history = tastes.HistoryOf(3);
        var scores = Scores(model, history);
        Scores(MultitaskTrainer.Train(tastes, options, new TrainingContext { MaxDegreeOfParallelism = 3 }), history).ShouldBe(scores);

        var artifact = new MemoryArtifact();
        ModelArchive.Save(family, model, tastes.ItemIds, artifact);
        Scores(ModelArchive.Load(artifact.Open(), tastes.ItemIds).Model, history).ShouldBe(scores);

        var together = new DenseMatrix(2, model.ItemCount);
        model.Score([default, history], together);
        for (var item = 0; item < model.ItemCount; item++)
        {
            together[1, item].ShouldBe(scores[item], 1e-4f);
            var explanation = model.Explain(history, item);
            explanation.Score.ShouldBe(scores[item], 1e-3f);
            explanation.Contributions.Count.ShouldBe(history.Count);
        }
    }

    [Theory]
    [InlineData("heads=factors initialDeviation=2", 12, 0.01)]
    [InlineData("heads=network", 30, 0.01)]
    [InlineData("heads=both sharedEmbeddings=false", 30, 0.01)]
    public void Drawn_items_give_the_loss_of_the_whole_catalogue_on_average(string assignments, int negatives, double tolerance)
    {
        // Attributes of items, so that they take part too. (The softmax is a logarithm of a sum, whose expectation is right; that of the logarithm is nearly so where no score stands far above the others.)
        var tastes = SampleSnapshots.Tastes(describe: (item, number) => item with { Categories = [number < 20 ? "First" : "Second"] });
        var options = (MultitaskOptions)ModelSetup.Of("multitask", ["factors=6", "hiddenUnits=10", "batchSize=8", "networkTaskWeight=1", .. assignments.Split(' ')]).Options;
        var (whole, drawn) = (MeanLoss(tastes, options, 40), MeanLoss(tastes, options with { Negatives = negatives }, 40));
        drawn.ShouldBe(whole, tolerance * whole);
        MeanLoss(tastes, options with { Negatives = tastes.Items.Count }, 1).ShouldBe(MeanLoss(tastes, options, 1), 1e-4 * whole);
    }

    [Fact]
    public void Learned_task_weights_count_by_the_share_of_users_in_a_step()
    {
        var tastes = SampleSnapshots.Tastes();
        var options = Small with { NetworkTaskWeight = 0.25, BatchSize = tastes.Users.Count - 1 };
        var (withGiven, withLearned) = (LossesOfSteps(tastes, options, 1).ToArray(), LossesOfSteps(tastes, options with { TaskWeighting = TaskWeighting.Learned }, 1).ToArray());
        // At the start both weigh losses alike; to that the learned ones add the logarithm of their variance, of which the last step with its one user has as small a part as of the losses.
        withLearned.Length.ShouldBe(2);
        (withLearned[0] - withGiven[0]).ShouldBe(-Math.Log(0.25), 1e-4);
        (withLearned[1] - withGiven[1]).ShouldBe(-Math.Log(0.25) / options.BatchSize, 1e-4);
    }

    [Fact]
    public void Drawing_every_item_learns_what_the_whole_catalogue_learns()
    {
        var tastes = SampleSnapshots.Tastes();
        var whole = MultitaskTrainer.Train(tastes, Small with { Epochs = 3 }, new TrainingContext());
        var drawn = MultitaskTrainer.Train(tastes, Small with { Epochs = 3, Negatives = tastes.Items.Count }, new TrainingContext());
        var (expected, actual) = (Scores(whole, tastes.HistoryOf(1)), Scores(drawn, tastes.HistoryOf(1)));
        for (var item = 0; item < expected.Length; item++)
        {
            actual[item].ShouldBe(expected[item], 2e-2f * expected.Max(Math.Abs));
        }
    }

    [Fact]
    public void The_score_is_the_weighted_sum_of_both_heads()
    {
        var tastes = SampleSnapshots.Tastes();
        var model = MultitaskTrainer.Train(tastes, Small with { NetworkShare = 0.3 }, new TrainingContext());
        var histories = new[] { tastes.HistoryOf(2), default };
        var (factors, network) = (model.Parts.FactorScores(histories, 1)!, model.Parts.NetworkScores(histories, 1)!);
        for (var row = 0; row < histories.Length; row++)
        {
            var scores = Scores(model, histories[row]);
            for (var item = 0; item < scores.Length; item++)
            {
                scores[item].ShouldBe((.7f * model.Parts.FactorScale * factors[row, item]) + (.3f * model.Parts.NetworkScale * network[row, item]), 1e-4f);
            }
        }
    }

    [Fact]
    public void The_factor_head_is_linear_in_the_history()
    {
        var tastes = SampleSnapshots.Tastes();
        var model = MultitaskTrainer.Train(tastes, Small with { Heads = MultitaskHeads.Factors, ProfileExponent = 0 }, new TrainingContext());
        var (nothing, first, second, both) = (Scores(model, default), Scores(model, new History(new[] { 1 })), Scores(model, new History(new[] { 5 })), Scores(model, new History(new[] { 1, 5 })));
        for (var item = 0; item < nothing.Length; item++)
        {
            (both[item] - nothing[item]).ShouldBe(first[item] + second[item] - (2 * nothing[item]), 1e-4f);
        }
    }

    [Fact]
    public void A_stranger_is_known_by_their_attributes()
    {
        var snapshot = ByCountry();
        var model = MultitaskTrainer.Train(snapshot, Small with { Epochs = 100 }, new TrainingContext());
        var french = default(History).In(snapshot.ContextOf(0));
        var scores = Scores(model, french);
        scores[..4].Average().ShouldBeGreaterThan(scores[4..].Average());
        var explanation = model.Explain(french, 0);
        explanation.Features.ShouldHaveSingleItem().Name.ShouldBe("country=FR");
        explanation.Features[0].Score.ShouldBeGreaterThan(0);
        explanation.Score.ShouldBe(scores[0], 1e-4f);
        Scores(MultitaskTrainer.Train(snapshot, Small with { UserAttributes = "none" }, new TrainingContext()), french)
            .ShouldBe(Scores(MultitaskTrainer.Train(snapshot, Small with { UserAttributes = "none" }, new TrainingContext()), default));
    }

    [Fact]
    public void Attributes_of_items_count_unless_they_are_left_out()
    {
        var plain = SampleSnapshots.Tastes();
        var described = SampleSnapshots.Tastes(describe: (item, number) => item with { Categories = [number < 20 ? "First" : "Second"] });
        var history = plain.HistoryOf(0);
        var without = Scores(MultitaskTrainer.Train(plain, Small, new TrainingContext()), history);
        Scores(MultitaskTrainer.Train(described, Small with { ItemAttributes = "none" }, new TrainingContext()), history).ShouldBe(without);
        var withCategories = MultitaskTrainer.Train(described, Small with { ItemAttributes = "category" }, new TrainingContext());
        Scores(withCategories, history).ShouldNotBe(without);
        // What two items have in common is part of what makes them alike.
        withCategories.Similar(0, 10).Count(similar => similar.Item < 20).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void An_item_that_nobody_met_is_known_by_its_features()
    {
        var snapshot = WithTwoNewItems();
        var model = MultitaskTrainer.Train(snapshot, Small with { ItemDropout = 0.3, Epochs = 60 }, new TrainingContext());
        for (var user = 0; user < 10; user++)
        {
            // Those with even numbers prefer the first half of the items.
            var scores = Scores(model, snapshot.HistoryOf(user));
            (scores[3] > scores[25]).ShouldBe(user % 2 == 0);
        }

        model.Similar(3, 10).ShouldAllBe(similar => similar.Item < 20);
    }

    [Fact]
    public void Among_the_members_of_a_hybrid_too_an_item_that_nobody_met_is_known_by_its_features()
    {
        const string Member = "multitask factors=6 hiddenUnits=10 epochs=60 batchSize=8 learningRate=0.01 itemDropout=0.3 features=graph";
        var (snapshot, family) = (WithTwoNewItems(), ModelCatalogue.Find("hybrid"));
        var model = family.Train(snapshot, new HybridOptions { Members = "most-popular; " + Member, Validation = BlendValidation.Random, ValidationShare = 0.3, Rounds = 1 }, new TrainingContext());
        var artifact = new MemoryArtifact();
        ModelArchive.Save(family, model, snapshot.ItemIds, artifact);
        var loaded = (IRecommender)ModelArchive.Load(artifact.Open(), snapshot.ItemIds).Model;
        for (var user = 0; user < 10; user++)
        {
            var scores = Scores((IRecommender)model, snapshot.HistoryOf(user));
            (scores[3] > scores[25]).ShouldBe(user % 2 == 0);
            Scores(loaded, snapshot.HistoryOf(user)).ShouldBe(scores);
        }
    }

    [Fact]
    public void Features_of_items_count_unless_they_are_left_out()
    {
        var (plain, featured) = (SampleSnapshots.Tastes(), SampleSnapshots.Tastes(describe: WithFeatures));
        var history = plain.HistoryOf(0);
        var without = Scores(MultitaskTrainer.Train(plain, Small, new TrainingContext()), history);
        Scores(MultitaskTrainer.Train(plain, Small with { Features = "none", ItemDropout = 0.9 }, new TrainingContext()), history).ShouldBe(without);
        Scores(MultitaskTrainer.Train(featured, Small with { Features = "none" }, new TrainingContext()), history).ShouldBe(without);
        Scores(MultitaskTrainer.Train(featured, Small with { Features = "visual" }, new TrainingContext()), history).ShouldBe(without);
        Scores(MultitaskTrainer.Train(featured, Small with { Features = "graph" }, new TrainingContext()), history).ShouldNotBe(without);
    }

    [Theory]
    [InlineData("heads=both")]
    [InlineData("heads=network sharedEmbeddings=false")]
    [InlineData("sharedEmbeddings=false ratingTaskWeight=0.5")]
    [InlineData("negatives=7 taskWeighting=learned")]
    public void With_features_every_variant_keeps_what_the_family_promises(string assignments)
    {
        var snapshot = WithTwoNewItems();
        var options = (MultitaskOptions)ModelSetup.Of("multitask", ["factors=6", "hiddenUnits=10", "epochs=20", "batchSize=8", "learningRate=0.01", .. assignments.Split(' ')]).Options;
        var model = MultitaskTrainer.Train(snapshot, options, new TrainingContext { MaxDegreeOfParallelism = 1 });
        var history = snapshot.HistoryOf(3);
        var scores = Scores(model, history);
        Scores(MultitaskTrainer.Train(snapshot, options, new TrainingContext { MaxDegreeOfParallelism = 3 }), history).ShouldBe(scores);

        var artifact = new MemoryArtifact();
        ModelArchive.Save(ModelCatalogue.Find("multitask"), model, snapshot.ItemIds, artifact);
        Scores(ModelArchive.Load(artifact.Open(), snapshot.ItemIds).Model, history).ShouldBe(scores);
        scores.ShouldAllBe(score => float.IsFinite(score));
        model.Explain(history, 3).Score.ShouldBe(scores[3], 1e-3f);
    }

    [Theory]
    [InlineData("heads=factors initialDeviation=2", 12, 0.01)]
    [InlineData("heads=network", 30, 0.01)]
    public void Items_that_nobody_met_take_no_part_in_the_loss(string assignments, int negatives, double tolerance)
    {
        var snapshot = WithTwoNewItems();
        var options = (MultitaskOptions)ModelSetup.Of("multitask", ["factors=6", "hiddenUnits=10", "batchSize=8", .. assignments.Split(' ')]).Options;
        var loss = MeanLoss(snapshot, options, 40);
        // Whatever they are like.
        MeanLoss(WithTwoNewItems((item, number) => WithFeatures(item, number == 3 ? 30 : number)), options, 40).ShouldBe(loss);
        MeanLoss(SampleSnapshots.Tastes(describe: (item, number) => WithFeatures(item, number == 3 ? 30 : number)), options, 1).ShouldNotBe(MeanLoss(SampleSnapshots.Tastes(describe: WithFeatures), options, 1));
        MeanLoss(snapshot, options with { Negatives = negatives }, 40).ShouldBe(loss, tolerance * loss);
    }

    [Fact]
    public void Refuses_attributes_that_nobody_has()
    {
        Should.Throw<OptionException>(() => MultitaskTrainer.Train(ByCountry(), Small with { UserAttributes = "shoeSize" }, new TrainingContext()))
            .Message.ShouldBe("Option 'userAttributes' names 'shoeSize', which no user has; they have country.");
        Should.Throw<OptionException>(() => ModelSetup.Of("multitask", "itemAttributes=colour")).Message.ShouldContain("'colour'");
    }

    [Fact]
    public void Refuses_to_learn_ratings_where_there_are_none() =>
        Should.Throw<OptionException>(() => MultitaskTrainer.Train(ByCountry(), Small with { RatingTaskWeight = 1 }, new TrainingContext()))
            .Message.ShouldContain("hold no ratings");

    [Fact]
    public void Predicts_ratings_where_it_was_asked_to_learn_them()
    {
        var snapshot = Rated();
        MultitaskTrainer.Train(snapshot, Small, new TrainingContext()).ShouldNotBeAssignableTo<IRatingPredictor>();
        var options = Small with { RatingTaskWeight = 0.5, Epochs = 150 };
        var trained = MultitaskTrainer.Train(snapshot, options, new TrainingContext());
        var artifact = new MemoryArtifact();
        ModelArchive.Save(ModelCatalogue.Find("multitask"), trained, snapshot.ItemIds, artifact);
        var loaded = (IRatingPredictor)ModelArchive.Load(artifact.Open(), snapshot.ItemIds).Model;
        var model = trained.ShouldBeAssignableTo<IRatingPredictor>()!;
        model.Scale.ShouldBe(new RatingScale(1, 5));

        var history = snapshot.HistoryOf(0);
        var (loved, hated, unknown) = (model.Predict(history, 0), model.Predict(history, 1), model.Predict(history, 99));
        loved.Mean.ShouldBeGreaterThan(hated.Mean + 1);
        unknown.Mean.ShouldBeInRange(2, 4);
        loved.StandardDeviation.ShouldBeInRange(0.05f, 2);
        loaded.Predict(history, 0).ShouldBe(loved);
        model.Predict(default, 0).Mean.ShouldBeInRange(1, 5);
    }

    [Fact]
    public void Does_not_take_ratings_that_it_has_learned_by_heart_for_foretold()
    {
        // Ratings by chance, from 1 to 5: nobody can foretell them to better than the root of 2.
        var random = new SplittableRandom(5);
        var snapshot = Build(40, 25, _ => null, (user, item) => new Interaction { UserId = $"{user}", ItemId = $"{item}", Kind = InteractionKinds.Rating, Value = 1 + random.Next(5) });
        var model = (IRatingPredictor)MultitaskTrainer.Train(snapshot, Small with { RatingTaskWeight = 1, Epochs = 150, Factors = 16, Regularization = 0 }, new TrainingContext());
        model.Predict(snapshot.HistoryOf(0), 0).StandardDeviation.ShouldBeInRange(1.3f, 2.1f);
    }

    [Fact]
    public void Is_as_unsure_as_can_be_where_too_few_ratings_tell()
    {
        var snapshot = Build(3, 4, _ => null, (user, item) => new Interaction { UserId = $"{user}", ItemId = $"{item}", Kind = InteractionKinds.Rating, Value = 1 + item });
        var model = (IRatingPredictor)MultitaskTrainer.Train(snapshot, Small with { RatingTaskWeight = 1 }, new TrainingContext());
        model.Predict(snapshot.HistoryOf(0), 0).StandardDeviation.ShouldBe(1.5f);
    }

    [Fact]
    public void Predicts_the_ratings_of_MovieLens_100K_and_knows_how_well()
    {
        var (error, surprise) = MovieLensAccuracy.RatingError(ModelCatalogue.Find("multitask"), new MultitaskOptions { RatingTaskWeight = 1 });
        error.ShouldBeInRange(0.90, 0.92);
        surprise.ShouldBeInRange(0.93, 1.07);
    }

    /// <summary>One vector that tells the halves apart, one of noise.</summary>
    private static Item WithFeatures(Item item, int number)
    {
        var random = new SplittableRandom((ulong)number);
        float[] noise = [(float)random.NextDouble(), (float)random.NextDouble(), (float)random.NextDouble()];
        return item with { Features = new FeatureMap([new("graph", new[] { number < 20 ? 2f : 0.1f, number < 20 ? 0.1f : 2f }), new("text", noise)]) };
    }

    /// <summary>Items 3 and 25, one of each half, are met by nobody.</summary>
    private static Snapshot WithTwoNewItems(Func<Item, int, Item>? describe = null)
    {
        var tastes = SampleSnapshots.Tastes(describe: describe ?? WithFeatures);
        return tastes.WithEvents(tastes.Events.Where(entry => tastes.Events.Items[entry] is not (3 or 25)));
    }

    private static double MeanLoss(Snapshot snapshot, MultitaskOptions options, int epochs) => LossesOfSteps(snapshot, options, epochs).Sum() / epochs;

    /// <summary>The losses of the steps of some passes, with the parameters of the start.</summary>
    private static IEnumerable<double> LossesOfSteps(Snapshot snapshot, MultitaskOptions options, int epochs)
    {
        var data = new MultitaskData(snapshot, options, new SplittableRandom(1));
        var network = new MultitaskNetwork(options, data, new SplittableRandom(2));
        var task = new MultitaskTask(data, options, network);
        var tape = new Tape(network.Parameters);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var steps = task.BeginEpoch(epoch, new SplittableRandom((ulong)epoch));
            for (var step = 0; step < steps; step++)
            {
                var sum = 0.0;
                var slices = task.BeginStep(step);
                for (var slice = 0; slice < slices; slice++)
                {
                    tape.Reset(recording: false);
                    sum += task.Loss(tape, slice).Value;
                }

                yield return sum;
            }
        }
    }

    private static float[] Scores(IRecommender model, in History history)
    {
        var scores = new float[model.ItemCount];
        model.Score(history, scores);
        return scores;
    }

    // French users met the first four items, Japanese ones the others, but for one each.
    private static Snapshot ByCountry() => Build(
        24, 8, user => user % 2 == 0 ? "FR" : "JP", (user, item) => (item < 4) == (user % 2 == 0) && item % 4 != user / 2 % 4 ? new Interaction { UserId = $"{user}", ItemId = $"{item}", Kind = InteractionKinds.Watch } : null);

    // Even users love even items and hate odd ones, odd users the other way round.
    private static Snapshot Rated() => Build(
        30, 12, _ => null, (user, item) => (user + item) % 5 == 4 ? null
            : new Interaction { UserId = $"{user}", ItemId = $"{item}", Kind = InteractionKinds.Rating, Value = user % 2 == item % 2 ? 4 + (item / 2 % 2) : 1 + (user / 2 % 2) });

    private static Snapshot Build(int users, int items, Func<int, string?> country, Func<int, int, Interaction?> meet)
    {
        var builder = new SnapshotBuilder();
        for (var user = 0; user < users; user++)
        {
            builder.Add(new User { Id = $"{user}", Attributes = country(user) is { } code ? new AttributeMap([KeyValuePair.Create("country", code)]) : AttributeMap.Empty });
        }

        for (var item = 0; item < items; item++)
        {
            builder.Add(new Item { Id = $"{item}" });
        }

        foreach (var interaction in from user in Enumerable.Range(0, users) from item in Enumerable.Range(0, items) select meet(user, item))
        {
            if (interaction is not null)
            {
                builder.Add(interaction);
            }
        }

        return builder.Build(InteractionWeighting.Everything);
    }
}
