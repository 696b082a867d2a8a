using Marquee.Data;
using Marquee.Testing;
using MathNet.Numerics.LinearAlgebra;

namespace Marquee.Recommenders.Tests;

public sealed class PureSvdTests
{
    [Theory]
    [InlineData(2, 0, 0, 0, 0)]
    [InlineData(2, .3, .25, 1, 0)]
    [InlineData(2, .5, .5, 1.5, 1)]
    public void Scores_are_those_of_the_full_decomposition_cut_off(int factors, double itemExponent, double userExponent, double spectrumExponent, double weightExponent)
    {
        var snapshot = SampleSnapshots.Tastes();
        var byUser = snapshot.Interactions.ByUser;
        var byItem = byUser.Transpose();
        var scaled = Matrix<double>.Build.Dense(80, 40, (user, item) =>
            byUser[user, item] is > 0 and var weight
                ? Math.Pow(weight, weightExponent) * Math.Pow(byUser.RowLength(user), -userExponent) * Math.Pow(byItem.RowLength(item), -itemExponent)
                : 0);
        var svd = scaled.Svd();
        var kernel = Matrix<double>.Build.Dense(40, 40, (item, other) => Enumerable.Range(0, factors).Sum(factor =>
            svd.VT[factor, item] * svd.VT[factor, other] * Math.Pow(svd.S[factor] / svd.S[0], spectrumExponent)));

        var model = PureSvdTrainer.Train(snapshot, new PureSvdOptions
        {
            Factors = factors,
            ItemExponent = itemExponent,
            UserExponent = userExponent,
            SpectrumExponent = spectrumExponent,
            WeightExponent = weightExponent,
        }, new TrainingContext());

        var scores = new float[40];
        for (var item = 0; item < 40; item++)
        {
            model.Score(new History(new[] { item }, new[] { 3f }), scores);
            for (var other = 0; other < 40; other++)
            {
                var expected = Math.Pow(3, weightExponent) * Math.Pow(byItem.RowLength(item), -itemExponent) * kernel[item, other];
                scores[other].ShouldBe((float)expected, 1e-3f, $"from {item} to {other}");
            }

            foreach (var similar in model.Similar(item, 3))
            {
                similar.Score.ShouldBe((float)(kernel[item, similar.Item] / Math.Sqrt(kernel[item, item] * kernel[similar.Item, similar.Item])), 5e-3f);
            }
        }
    }

    [Fact]
    public void Factors_beyond_the_rank_of_the_data_count_nothing()
    {
        // Two tastes, each of the same items for all: rank 2.
        var pairs = from user in Enumerable.Range(0, 30) from item in Enumerable.Range(0, 20) where user % 2 == item % 2 select (user, item);
        var snapshot = SampleSnapshots.FromPairs(30, 20, pairs);
        var model = PureSvdTrainer.Train(snapshot, new PureSvdOptions { Factors = 10, SpectrumExponent = 0, ItemExponent = 0 }, new TrainingContext());
        var scores = new float[20];
        model.Score(new History(new[] { 4, 6 }), scores);
        scores.ShouldBe([.. Enumerable.Range(0, 20).Select(item => item % 2 == 0 ? .2f : 0)], 1e-5);
    }
}
