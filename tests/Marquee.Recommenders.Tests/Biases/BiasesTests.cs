using Marquee.Data;

namespace Marquee.Recommenders.Tests;

public class BiasesTests
{
    [Fact]
    public void Biases_are_shrunk_means_of_what_is_left()
    {
        // The mean is 3. x: (5 - 3 + 4 - 3) / (1 + 2) = 1, y: (1 - 3 + 2 - 3) / (1 + 2) = -1.
        // a: (5 - 3 - 1 + 1 - 3 + 1) / (1 + 2) = 0, b: (4 - 3 - 1 + 2 - 3 + 1) / (1 + 2) = 0.
        var model = Train([("a", "x", 5), ("a", "y", 1), ("b", "x", 4), ("b", "y", 2)], new BiasesOptions { Epochs = 1, ItemShrinkage = 1, UserShrinkage = 1 });
        model.ItemBiases.ToArray().ShouldBe([1f, -1f]);
        // Residuals 1, -1, 0, 0: a variance of one half.
        ShouldBe(Predictor(model).Predict(default, 0), 4, Math.Sqrt(0.5 * (1 + 1 + (1.0 / 3))));
        // A user who gave x a 1: a bias of (1 - 3 - 1) / (1 + 1).
        ShouldBe(Predictor(model).Predict(new History(new[] { 0 }).Rated(new[] { 1f }), 0), 2.5, Math.Sqrt(0.5 * (1 + (1.0 / 2) + (1.0 / 3))));
    }

    [Fact]
    public void Later_passes_take_turns()
    {
        (string, string, float)[] ratings = [("a", "x", 5), ("a", "y", 5), ("b", "y", 1), ("b", "z", 1), ("c", "z", 4)];
        var model = Train(ratings, new BiasesOptions { Epochs = 200, ItemShrinkage = 1, UserShrinkage = 1 });
        // Where they have settled every bias is the shrunk mean of what the others leave: the user's by definition of a history, the item's by this.
        var mean = 16 / 5.0;
        double User(params (int Item, float Rating)[] rated) => rated.Sum(one => one.Rating - mean - model.ItemBiases[one.Item]) / (1 + rated.Length);
        var (a, b, c) = (User((0, 5), (1, 5)), User((1, 1), (2, 1)), User((2, 4)));
        ((double)model.ItemBiases[0]).ShouldBe((5 - mean - a) / 2, 1e-4);
        ((double)model.ItemBiases[1]).ShouldBe((5 - mean - a + 1 - mean - b) / 3, 1e-4);
        ((double)model.ItemBiases[2]).ShouldBe((1 - mean - b + 4 - mean - c) / 3, 1e-4);
    }

    private static void ShouldBe(RatingPrediction actual, double mean, double deviation)
    {
        ((double)actual.Mean).ShouldBe(mean, 1e-6);
        ((double)actual.StandardDeviation).ShouldBe(deviation, 1e-6);
    }

    private static IRatingPredictor Predictor(BiasesModel model) => model;

    private static BiasesModel Train((string User, string Item, float Stars)[] ratings, BiasesOptions options)
    {
        var builder = new SnapshotBuilder();
        foreach (var (user, item, stars) in ratings)
        {
            builder.Add(new Interaction { UserId = user, ItemId = item, Kind = InteractionKinds.Rating, Value = stars });
        }

        return BiasesTrainer.Train(builder.Build(), options, new TrainingContext());
    }
}
