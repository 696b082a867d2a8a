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
