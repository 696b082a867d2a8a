using MathNet.Numerics.LinearAlgebra;
using Marquee.Data;
using Marquee.Numerics;
using Marquee.Testing;

namespace Marquee.Recommenders.Tests;

public class BayesFmTests
{
    private static readonly BayesFmOptions Small = new() { Factors = 3, BurnIn = 60, Samples = 30, Thinning = 2 };

    [Theory]
    [InlineData(BayesFmTask.Regression)]
    [InlineData(BayesFmTask.Ordinal)]
    public void Finds_the_ratings_that_biases_factors_dates_and_genres_made_and_knows_how_sure_it_is(BayesFmTask task)
    {
        var (train, hidden) = World.Make(task);
        var losses = new List<double>();
        var model = BayesFmTrainer.Train(train, Small with { Task = task }, new TrainingContext { Progress = new Told(progress => losses.Add(progress.Loss!.Value)) });
        losses.Count.ShouldBe(120);
        losses.ShouldAllBe(loss => loss > 0 && loss < 3);
        var (told, bestPossible, blind, covered) = (0.0, 0.0, 0.0, 0.0);
        foreach (var (user, item, time, rating, expected) in hidden)
        {
            var distribution = model.Distributions(train.HistoryOf(user), [item], [time])[0];
            told += Math.Pow(rating - distribution.Mean, 2) / hidden.Count;
            bestPossible += Math.Pow(rating - expected, 2) / hidden.Count;
            blind += Math.Pow(rating - model.Distributions(train.HistoryOf(user), [item])[0].Mean, 2) / hidden.Count;
            covered += distribution.Covers(rating, 0.9) / hidden.Count;
        }

        Math.Sqrt(told).ShouldBeInRange(0.95 * Math.Sqrt(bestPossible), 1.12 * Math.Sqrt(bestPossible));
        Math.Sqrt(blind).ShouldBeGreaterThan(1.03 * Math.Sqrt(told), "who is not told the date knows less");
        covered.ShouldBe(0.9, 0.025);
    }

    [Theory]
    [InlineData(BayesFmTask.Regression)]
    [InlineData(BayesFmTask.Ordinal)]
    public void Finds_a_user_of_the_training_again_from_their_history(BayesFmTask task)
    {
        var (train, _) = World.Make(task);
        var loss = 0.0;
        var model = BayesFmTrainer.Train(train, Small with { Task = task }, new TrainingContext { Progress = new Told(progress => loss = progress.Loss!.Value) });
        var (squares, count) = (0.0, 0);
        for (var user = 0; user < train.Users.Count; user++)
        {
            var history = train.HistoryOf(user);
            var distributions = model.Distributions(history, history.Items, history.Times);
            for (var entry = 0; entry < history.Count; entry++)
            {
                squares += Math.Pow(history.Ratings[entry] - distributions[entry].Mean, 2);
                count++;
            }
        }

        // The loss is that of one draw, which is off by more than the mean of all.
        Math.Sqrt(squares / count).ShouldBeInRange(0.85 * loss, loss);
    }

    [Fact]
    public void A_user_is_found_as_a_dense_computation_finds_them()
    {
        var (train, _) = World.Make(BayesFmTask.Regression);
        var samples = Samples(0);
        var basis = new RatingBasis(3, new RatingScale(1, 5), AreWeights: false);
        var foldIn = new BayesFmFoldIn(samples, basis, deviation: 2, levels: []);
        var question = new BayesFmQuestion([0, 1, 1], [5, 1, 2], [0, 1, 2], [(1, 0.5f)]);
        for (var sample = 0; sample < 2; sample++)
        {
            foldIn.Solve(question, sample);
            var (mean, covariance) = Dense(samples, question, sample, entry => (samples.Noise[sample], ((question.Ratings[entry] - 3) / 2.0)));
            for (var at = 0; at < 3; at++)
            {
                ((double)foldIn.Mean[at]).ShouldBe(mean[at], 1e-4);
            }

            float[] joined = [1, 0.3f, -2];
            var z = Vector<double>.Build.DenseOfEnumerable(joined.Select(number => (double)number));
            foldIn.Variance(joined).ShouldBe(z * covariance * z, 1e-4);
            var found = new DenseMatrix(3, 3);
            foldIn.Covariance(found);
            ((double)found[1, 2]).ShouldBe(covariance[1, 2], 1e-4);
        }
    }

    [Fact]
    public void Where_ratings_are_cut_the_user_is_where_the_likelihood_and_what_features_foretell_are_in_balance()
    {
        var samples = Samples(2);
        float[] levels = [1, 2, 5];
        var foldIn = new BayesFmFoldIn(samples, new RatingBasis(3, new RatingScale(1, 5), AreWeights: false), deviation: 1, levels);
        var question = new BayesFmQuestion([0, 1, 1, 0], [5, 1, 2, 4.9f], [0, 1, 2, 2], [(0, 1f)]);
        foldIn.Solve(question, 0);
        for (var at = 0; at < 3; at++)
        {
            var slope = (Logarithm(at, 1e-2) - Logarithm(at, -1e-2)) / 2e-2;
            slope.ShouldBe(0, 5e-3);
        }

        double Logarithm(int moved, double by)
        {
            double Own(int at) => foldIn.Mean[at] + (at == moved ? by : 0);
            var sum = 0.0;
            for (var at = 0; at < 3; at++)
            {
                var foretold = samples.Means[0, at] + samples.Features[0, at];
                sum -= 0.5 * samples.Precisions[0, at] * Math.Pow(Own(at) - foretold, 2);
            }

            for (var entry = 0; entry < question.Count; entry++)
            {
                var joined = new float[3];
                var number = (double)samples.Intercepts[0] + BayesFmFoldIn.Join(samples.Of(samples.Items, question.Items[entry], 0), samples.Of(samples.Dates, question.Dates[entry], 0), joined);
                number += Enumerable.Range(0, 3).Sum(at => joined[at] * Own(at));
                var level = question.Ratings[entry] switch { 1 => 0, 2 => 1, _ => 2 };
                sum += Math.Log(IntervalLikelihood.Probability(
                    level == 0 ? double.NegativeInfinity : samples.Cutpoints[0, level - 1] - number, level == 2 ? double.PositiveInfinity : samples.Cutpoints[0, level] - number));
            }

            return sum;
        }
    }

    [Fact]
    public void Items_that_were_met_and_not_rated_tell_something()
    {
        var (train, _) = World.Make(BayesFmTask.Regression);
        var model = BayesFmTrainer.Train(train, Small, new TrainingContext());
        IRatingPredictor predictor = model;
        predictor.Predict(new History(new[] { 1, 2, 3 }), 7).ShouldNotBe(predictor.Predict(default, 7));
        var without = BayesFmTrainer.Train(train, Small with { ImplicitItems = false }, new TrainingContext());
        predictor = without;
        predictor.Predict(new History(new[] { 1, 2, 3 }), 7).ShouldBe(predictor.Predict(default, 7));
    }

    [Fact]
    public void The_same_bits_come_of_any_number_of_threads_and_out_of_an_artifact()
    {
        var (train, _) = World.Make(BayesFmTask.Ordinal);
        var options = Small with { Task = BayesFmTask.Ordinal, BurnIn = 3, Samples = 4 };
        var model = BayesFmTrainer.Train(train, options, new TrainingContext { MaxDegreeOfParallelism = 1 });
        var other = BayesFmTrainer.Train(train, options, new TrainingContext { MaxDegreeOfParallelism = 2 });
        var family = ModelCatalogue.Find("bayes-fm");
        var (artifact, again) = (new MemoryArtifact(), new MemoryArtifact());
        ModelArchive.Save(family, model, train.ItemIds, artifact);
        ModelArchive.Save(family, other, train.ItemIds, again);
        again.HoldsTheSameAs(artifact).ShouldBeTrue();
        var loaded = (BayesFmModel)ModelArchive.Load(artifact.Open(), train.ItemIds).Model;
        var history = train.HistoryOf(3, now: train.Interactions.Times[0]);
        loaded.Distributions(history, [0, 5, 900]).Select(distribution => distribution.Probabilities.ToArray())
            .ShouldBe(model.Distributions(history, [0, 5, 900]).Select(distribution => distribution.Probabilities.ToArray()));
        var scores = new float[model.ItemCount];
        model.Score(history, scores);
        var expected = model.Distributions(history, [.. Enumerable.Range(0, model.ItemCount)]);
        for (var item = 0; item < scores.Length; item++)
        {
            scores[item].ShouldBe(expected[item].Mean, 1e-4f);
        }
    }

    [Fact]
    public void Ordered_values_need_at_least_two_of_them_and_not_too_many()
    {
        var ordinal = Small with { Task = BayesFmTask.Ordinal };
        Should.Throw<NotSupportedException>(() => BayesFmTrainer.Train(SampleSnapshots.FromPairs(2, 2, []), ordinal, new TrainingContext())).Message.ShouldContain("no ratings");
        Should.Throw<NotSupportedException>(() => BayesFmTrainer.Train(SampleSnapshots.FromPairs(2, 2, [(0, 0), (1, 1)]), ordinal, new TrainingContext())).Message.ShouldContain("all ratings are 1");
        var builder = new SnapshotBuilder();
        for (var number = 0; number <= 100; number++)
        {
            builder.Add(new Interaction { UserId = "u", ItemId = $"{number}", Kind = InteractionKinds.Rating, Value = number });
        }

        Should.Throw<NotSupportedException>(() => BayesFmTrainer.Train(builder.Build(InteractionWeighting.Everything), ordinal, new TrainingContext())).Message.ShouldContain("101 different ratings");
    }

    [Fact]
    public void A_chain_that_comes_to_numbers_that_are_none_says_in_which_epoch()
    {
        var builder = new SnapshotBuilder();
        for (var number = 0; number < 12; number++)
        {
            builder.Add(new Interaction { UserId = $"u{number % 3}", ItemId = $"{number / 3}", Kind = InteractionKinds.Rating, Value = number % 2 });
        }

        var snapshot = builder.Build(InteractionWeighting.Everything);
        var epochs = 0;
        var exception = Should.Throw<InvalidDataException>(() => BayesFmTrainer.Train(
            snapshot, Small, new TrainingContext { Progress = new Told(_ => epochs++) }, values => new Failing(values, inEpoch: 4)));
        exception.Message.ShouldContain("epoch 5 of 120");
        epochs.ShouldBe(4);
    }

    private static BayesFmSamples Samples(int cutpoints)
    {
        var random = new SplittableRandom(12);
        var samples = new BayesFmSamples(order: 3, items: 2, dates: 2, features: 2, cutpoints, samples: 2);
        foreach (var matrix in new[] { samples.Items, samples.Dates, samples.Features, samples.Means })
        {
            foreach (ref var number in matrix.Span)
            {
                number = (float)random.NextGaussian();
            }
        }

        samples.Precisions.Span.Fill(1.5f);
        samples.Noise.AsSpan().Fill(2);
        samples.Intercepts[1] = 0.25f;
        for (var point = 0; point < cutpoints; point++)
        {
            samples.Cutpoints[0, point] = point - 0.5f;
        }

        return samples;
    }

    private static (Vector<double> Mean, Matrix<double> Covariance) Dense(BayesFmSamples samples, BayesFmQuestion question, int sample, Func<int, (double Weight, double Value)> rating)
    {
        var precision = Matrix<double>.Build.DenseDiagonal(3, 3, 1.5);
        var right = Vector<double>.Build.Dense(3, at => 1.5 * (samples.Means[sample, at] + question.Features.Sum(feature => feature.Value * samples.Of(samples.Features, feature.Feature, sample)[at])));
        for (var entry = 0; entry < question.Count; entry++)
        {
            var (item, date) = (samples.Of(samples.Items, question.Items[entry], sample).ToArray(), samples.Of(samples.Dates, question.Dates[entry], sample).ToArray());
            var z = Vector<double>.Build.Dense(3, at => at == 0 ? 1 : item[at] + (double)date[at]);
            var (weight, value) = rating(entry);
            var left = value - samples.Intercepts[sample] - item[0] - date[0] - (item[1] * (double)date[1]) - (item[2] * (double)date[2]);
            precision += weight * z.OuterProduct(z);
            right += weight * left * z;
        }

        var covariance = precision.Inverse();
        return (covariance * right, covariance);
    }

    private sealed class Told(Action<TrainingProgress> action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action(value);
    }

    /// <summary>A link whose numbers go wrong.</summary>
    private sealed class Failing(float[] values, int inEpoch) : RatingLink
    {
        private int _epoch;

        public override float[] Values => values;

        public override void Draw(float[] expected, TrainingContext context)
        {
            if (++_epoch == inEpoch)
            {
                values[0] = float.NaN;
            }
        }

        public override double Error(float[] expected) => expected.Average();
    }

    /// <summary>Ratings made as the model has it: biases, two factors, a mood for each of ten days, and a taste that goes with the genre.</summary>
    private static class World
    {
        private const int Users = 120;
        private const int Items = 60;

        public static (Snapshot Train, List<(int User, int Item, long Time, float Rating, double Expected)> Hidden) Make(BayesFmTask task)
        {
            var random = new SplittableRandom(5);
            var (p, q, bias, mood, genre) = (Gaussians(Users * 2), Gaussians(Items * 2), Gaussians(Items), Gaussians(10), Gaussians(4));
            var builder = new SnapshotBuilder();
            for (var item = 0; item < Items; item++)
            {
                builder.Add(new Item { Id = $"{item}", Categories = [$"genre {item % 4}"], Year = 1990 + (item % 7) });
            }

            for (var user = 0; user < Users; user++)
            {
                builder.Add(new User { Id = $"{user}", Attributes = new AttributeMap([new("gender", user % 2 == 0 ? "F" : "M")]) });
            }

            var hidden = new List<(int, int, long, float, double)>();
            for (var user = 0; user < Users; user++)
            {
                for (var item = 0; item < Items; item++)
                {
                    var day = random.Next(10);
                    var number = (0.4 * bias[item]) + (0.6 * genre[item % 4]) + (0.4 * mood[day]) + (0.5 * ((p[2 * user] * q[2 * item]) + (p[(2 * user) + 1] * q[(2 * item) + 1])));
                    var (rating, expected) = Rate(task, number, random);
                    var time = SampleSnapshots.Start.AddDays(day);
                    if (random.Next(3) == 0)
                    {
                        hidden.Add((user, item, time.ToUnixTimeMilliseconds(), rating, expected));
                    }
                    else
                    {
                        builder.Add(new Interaction { UserId = $"{user}", ItemId = $"{item}", Kind = InteractionKinds.Rating, Value = rating, Time = time });
                    }
                }
            }

            return (builder.Build(InteractionWeighting.Everything), hidden);

            double[] Gaussians(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextGaussian())];
        }

        // With noise of deviation 0.4, or cut at -1, 0 and 1 with noise of deviation 1.
        private static (float Rating, double Expected) Rate(BayesFmTask task, double number, SplittableRandom random)
        {
            if (task == BayesFmTask.Regression)
            {
                return ((float)(3 + number + (0.4 * random.NextGaussian())), 3 + number);
            }

            double[] points = [-1, 0, 1];
            var noisy = number + random.NextGaussian();
            return (1 + points.Count(point => noisy > point), 1 + points.Sum(point => NormalDistribution.Cumulative(number - point)));
        }
    }
}
