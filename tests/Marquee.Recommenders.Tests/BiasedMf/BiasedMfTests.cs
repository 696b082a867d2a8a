using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders.Tests;

public class BiasedMfTests
{
    [Fact]
    public void Finds_the_noise_that_was_put_on_ratings_of_two_factors()
    {
        // Ratings 3 + item bias + product of two factors, with noise of deviation 0.3; a third is not shown.
        const int users = 120, items = 60;
        var random = new SplittableRandom(5);
        var (p, q, bias) = (Gaussians(users * 2), Gaussians(items * 2), Gaussians(items));
        var builder = new SnapshotBuilder();
        for (var item = 0; item < items; item++)
        {
            builder.Add(new Item { Id = $"{item}" });
        }

        var hidden = new List<(int User, int Item, float Rating)>();
        for (var user = 0; user < users; user++)
        {
            builder.Add(new User { Id = $"{user}" });
            for (var item = 0; item < items; item++)
            {
                var rating = (float)(3 + (0.5 * bias[item]) + (p[2 * user] * q[2 * item]) + (p[(2 * user) + 1] * q[(2 * item) + 1]) + (0.3 * random.NextGaussian()));
                if (random.Next(3) == 0)
                {
                    hidden.Add((user, item, rating));
                }
                else
                {
                    builder.Add(new Interaction { UserId = $"{user}", ItemId = $"{item}", Kind = InteractionKinds.Rating, Value = rating });
                }
            }
        }

        var train = builder.Build(InteractionWeighting.Everything);
        IRatingPredictor model = BiasedMfTrainer.Train(train, new BiasedMfOptions { Factors = 4, BurnIn = 40 }, new TrainingContext());
        var predictions = hidden.Select(one => model.Predict(train.HistoryOf(one.User), one.Item)).ToArray();
        var error = Math.Sqrt(hidden.Zip(predictions, (one, prediction) => Math.Pow(one.Rating - prediction.Mean, 2)).Average());
        error.ShouldBeInRange(0.29, 0.36);
        Math.Sqrt(predictions.Average(prediction => Math.Pow(prediction.StandardDeviation, 2))).ShouldBe(error, 0.03);

        double[] Gaussians(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];
    }

    [Fact]
    public void A_prior_is_drawn_around_the_mean_and_the_covariance_of_its_vectors()
    {
        var random = new SplittableRandom(3);
        var vectors = new DenseMatrix(4000, 2);
        for (var row = 0; row < vectors.Rows; row++)
        {
            var (first, second) = (random.NextGaussian(), random.NextGaussian());
            (vectors[row, 0], vectors[row, 1]) = ((float)(1 + (2 * first)), (float)(-3 + first + second));
        }

        // The covariance is (4, 2; 2, 2), its inverse (0.5, -0.5; -0.5, 1).
        var draws = Enumerable.Range(0, 200).Select(_ => VectorPrior.Draw(vectors, random)).ToArray();
        draws.Average(prior => (double)prior.Mean[0]).ShouldBe(1, 0.1);
        draws.Average(prior => (double)prior.Mean[1]).ShouldBe(-3, 0.1);
        draws.Average(prior => (double)prior.Precision[0, 0]).ShouldBe(0.5, 0.03);
        draws.Average(prior => (double)prior.Precision[0, 1]).ShouldBe(-0.5, 0.04);
        draws.Average(prior => (double)prior.Precision[1, 1]).ShouldBe(1, 0.06);
        // The mean's own spread: covariance / vectors.
        draws.Average(prior => Math.Pow(prior.Mean[0] - draws.Average(one => (double)one.Mean[0]), 2)).ShouldBe(4.0 / 4000, 0.0004);
    }

    [Fact]
    public void Noise_of_a_draw_has_the_precision_of_the_prior()
    {
        var random = new SplittableRandom(4);
        var vectors = new DenseMatrix(50, 2);
        foreach (ref var number in vectors.Span)
        {
            number = (float)random.NextGaussian();
        }

        var prior = VectorPrior.Draw(vectors, random);
        var sums = new double[3];
        const int draws = 20_000;
        for (var draw = 0; draw < draws; draw++)
        {
            var target = new float[2];
            prior.AddDraw(random, target);
            var (first, second) = ((double)target[0] - prior.PrecisionTimesMean[0], (double)target[1] - prior.PrecisionTimesMean[1]);
            sums[0] += first * first / draws;
            sums[1] += first * second / draws;
            sums[2] += second * second / draws;
        }

        sums[0].ShouldBe((double)prior.Precision[0, 0], 0.05 * (double)prior.Precision[0, 0]);
        sums[1].ShouldBe((double)prior.Precision[0, 1], 0.05 * (double)prior.Precision[0, 0]);
        sums[2].ShouldBe((double)prior.Precision[1, 1], 0.05 * (double)prior.Precision[1, 1]);
    }
}
