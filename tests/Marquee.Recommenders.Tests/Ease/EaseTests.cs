using Marquee.Data;
using Marquee.Testing;
using MathNet.Numerics.LinearAlgebra;

namespace Marquee.Recommenders.Tests;

public sealed class EaseTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(0.5, 0, 0)]
    [InlineData(0, 0.6, 0)]
    [InlineData(0, 0, 0.3)]
    [InlineData(0.4, 0.5, 0.2)]
    public void Weights_are_those_of_the_closed_form(double weightExponent, double userExponent, double itemExponent)
    {
        var snapshot = SampleSnapshots.Tastes();
        var (byUser, byItem) = (snapshot.Interactions.ByUser, snapshot.Interactions.ByItem);
        double RowScale(int user) => Math.Pow(byUser.RowLength(user) * (double)byUser.Rows / byUser.NonZeros, -userExponent / 2);
        double ColumnScale(int item) => Math.Pow(byItem.RowLength(item) * (double)byItem.Rows / byItem.NonZeros, -itemExponent);
        var x = Matrix<double>.Build.Dense(snapshot.Users.Count, snapshot.Items.Count, (user, item) =>
            byUser[user, item] is > 0 and var weight ? Math.Pow(weight, weightExponent) * RowScale(user) * ColumnScale(item) : 0);
        var p = (x.TransposeThisAndMultiply(x) + 20 * Matrix<double>.Build.DenseIdentity(x.ColumnCount)).Inverse();

        var model = EaseTrainer.Train(snapshot, new EaseOptions { Regularization = 20, WeightExponent = weightExponent, UserExponent = userExponent, ItemExponent = itemExponent }, new TrainingContext());

        var scores = new float[model.ItemCount];
        for (var item = 0; item < model.ItemCount; item++)
        {
            model.Score(new History(new[] { item }), scores);
            for (var other = 0; other < model.ItemCount; other++)
            {
                scores[other].ShouldBe((float)(other == item ? 0 : -p[item, other] / p[other, other] * ColumnScale(item) / ColumnScale(other)), 2e-5f);
            }

            foreach (var similar in model.Similar(item, 3))
            {
                similar.Score.ShouldBe((float)(-p[item, similar.Item] / Math.Sqrt(p[item, item] * p[similar.Item, similar.Item])), 1e-5f);
            }
        }
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(0, 40)]
    [InlineData(2, 25)]
    public void Attributes_are_further_users_and_old_interactions_count_less(double attributeWeight, double trainingHalfLife)
    {
        var plain = SampleSnapshots.Tastes();
        var builder = new SnapshotBuilder();
        foreach (var item in Enumerable.Range(0, plain.Items.Count))
        {
            builder.Add(plain.Items[item] with { Categories = item % 3 == 0 ? ["Third", "All"] : ["All"], Year = 1990 + item });
        }

        for (var e = 0; e < plain.Events.Count; e++)
        {
            builder.Add(new Interaction
            {
                UserId = plain.UserIds[plain.Events.Users[e]],
                ItemId = plain.ItemIds[plain.Events.Items[e]],
                Kind = InteractionKinds.Rating,
                Time = DateTimeOffset.FromUnixTimeMilliseconds(plain.Events.Times[e]),
            });
        }

        var snapshot = builder.Build();
        var (users, items) = (snapshot.Users.Count, snapshot.Items.Count);
        var newest = snapshot.Interactions.Times.ToArray().Max();
        // The decades 1990 to 2020 are rows too, the category that all items have is none.
        var x = Matrix<double>.Build.Dense(users + 5, items, (row, item) =>
            row < users ? snapshot.Interactions.EntryOf(row, item) is >= 0 and var entry ? Faded(snapshot.Interactions.Times[entry]) : 0
            : attributeWeight * (row == users ? (item % 3 == 0 ? 1 : 0) : item / 10 == row - users - 1 ? 1 : 0));
        var p = (x.TransposeThisAndMultiply(x) + 20 * Matrix<double>.Build.DenseIdentity(items)).Inverse();

        var model = EaseTrainer.Train(
            snapshot,
            new EaseOptions { Regularization = 20, AttributeWeight = attributeWeight, Attributes = "category, decade", TrainingHalfLife = trainingHalfLife },
            new TrainingContext());

        var scores = new float[items];
        for (var item = 0; item < items; item++)
        {
            model.Score(new History(new[] { item }), scores);
            scores.ShouldBe([.. Enumerable.Range(0, items).Select(other => (float)(other == item ? 0 : -p[item, other] / p[other, other]))], 1e-5);
        }

        double Faded(long time) => trainingHalfLife == 0 ? 1 : Math.Pow(2, -(newest - time) / 86_400_000.0 / (2 * trainingHalfLife));
    }

    [Fact]
    public void Items_of_the_history_fade_with_days_and_with_newer_ones()
    {
        var options = new EaseOptions { Regularization = 20, ProfileHalfLife = 10, ProfileDecay = .5 };
        var (fading, plain) = (EaseTrainer.Train(SampleSnapshots.Tastes(), options, new TrainingContext()),
            EaseTrainer.Train(SampleSnapshots.Tastes(), new EaseOptions { Regularization = 20 }, new TrainingContext()));
        const long day = 86_400_000;
        var history = new History(new[] { 4, 9, 17, 22 }, default, new[] { 100 * day, EventLog.NoTime, 110 * day, 100 * day });

        // The newest alone, two of the same time that share the second and third place, and one without a time, as old as these.
        ShouldBeSumOf(history, [.375 / 2, .125 / 2, 1, .375 / 2]);
        ShouldBeSumOf(history.In(new HistoryContext { Now = 130 * day }), [.375 / 8, .125 / 8, .25, .375 / 8]);
        // A millionth is left of the newest, however long ago.
        ShouldBeSumOf(history.In(new HistoryContext { Now = 9000 * day }), [.375 / 2 / (1 << 20), .125 / 2 / (1 << 20), 1.0 / (1 << 20), .375 / 2 / (1 << 20)]);

        void ShouldBeSumOf(History asked, double[] weights)
        {
            var (scores, part) = (new float[fading.ItemCount], new float[fading.ItemCount]);
            fading.Score(asked, scores);
            var expected = new double[fading.ItemCount];
            for (var entry = 0; entry < weights.Length; entry++)
            {
                plain.Score(new History(new[] { asked.Items[entry] }), part);
                expected = [.. expected.Zip(part, (sum, score) => sum + weights[entry] * score)];
            }

            var scale = weights.Max();
            Array.ConvertAll(scores, score => score / scale).ShouldBe([.. expected.Select(score => (float)(score / scale))], 1e-5);
            fading.Explain(asked, 9).Score.ShouldBe(scores[9], 1e-6f);
            fading.Explain(asked, 9).Contributions.Count.ShouldBe(3);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("category,")]
    [InlineData("genre")]
    [InlineData("1")]
    public void Says_which_attributes_there_are(string attributes) =>
        Should.Throw<OptionException>(() => ModelCatalogue.Find("ease").Options.Parse([KeyValuePair.Create("attributes", attributes)]))
            .Message.ShouldContain("category, label, person, country, language, kind, year, decade");

    [Fact]
    public void A_heavier_history_scores_higher_only_where_weights_are_used()
    {
        var snapshot = SampleSnapshots.Tastes();
        ShouldScale(useWeights: false, factor: 1);
        ShouldScale(useWeights: true, factor: 3);

        void ShouldScale(bool useWeights, float factor)
        {
            var model = EaseTrainer.Train(snapshot, new EaseOptions { WeightExponent = useWeights ? 1 : 0 }, new TrainingContext());
            var light = new float[model.ItemCount];
            var heavy = new float[model.ItemCount];
            model.Score(new History(new[] { 0 }), light);
            model.Score(new History(new[] { 0 }, new[] { 3f }), heavy);
            heavy.ShouldBe(Array.ConvertAll(light, score => factor * score), 1e-6);
            light.ShouldContain(score => Math.Abs(score) > 1e-4);
        }
    }

    [Fact]
    public void Says_which_option_to_change_where_single_precision_is_not_enough()
    {
        // One user who met ten items with weight 200: every pivot after the first is the regularization alone, and 0.001 is lost beside 200 * 200.
        var builder = new SnapshotBuilder();
        for (var item = 0; item < 10; item++)
        {
            builder.Add(new Interaction { UserId = "user", ItemId = $"item {item}", Kind = InteractionKinds.Rating });
        }

        var snapshot = builder.Build(new InteractionWeighting { Other = new KindWeight { Weight = 200 } });
        Should.Throw<OptionException>(() => EaseTrainer.Train(snapshot, new EaseOptions { Regularization = 0.001, WeightExponent = 1 }, new TrainingContext()))
            .Message.ShouldStartWith("Option 'regularization' is 0.001; that is too little");
    }
}
