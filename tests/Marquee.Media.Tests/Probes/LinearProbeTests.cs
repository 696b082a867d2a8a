using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Media.Tests;

public sealed class LinearProbeTests
{
    [Fact]
    public void Stands_where_the_slope_of_its_loss_is_zero()
    {
        var (vectors, labels) = Blobs(60, 1);
        const double Regularization = 0.05;
        var probe = LinearProbe.Train(vectors, labels, Regularization, new LinearProbeOptions { MaximumIterations = 1000 });

        // The loss by its formula, over vectors brought to mean 0 and deviation 1, at the probe's weights and a little beside them.
        var (means, deviations) = Scales(vectors);
        var weights = new double[3, 3];
        var biases = new double[3];
        for (var column = 0; column < 3; column++)
        {
            biases[column] = probe.Biases[column];
            for (var dimension = 0; dimension < 3; dimension++)
            {
                weights[dimension, column] = probe.Weights[dimension, column] * deviations[dimension];
                biases[column] += probe.Weights[dimension, column] * means[dimension];
            }
        }

        for (var place = 0; place < 12; place++)
        {
            const double Step = 1e-4;
            Move(Step);
            var above = Loss();
            Move(-2 * Step);
            var below = Loss();
            Move(Step);
            ((above - below) / (2 * Step)).ShouldBe(0, 2e-3);

            void Move(double step)
            {
                if (place < 9)
                {
                    weights[place / 3, place % 3] += step;
                }
                else
                {
                    biases[place - 9] += step;
                }
            }
        }

        double Loss()
        {
            var loss = 0.0;
            for (var row = 0; row < vectors.Rows; row++)
            {
                var scores = Enumerable.Range(0, 3).Select(column => biases[column] + Enumerable.Range(0, 3).Sum(dimension => weights[dimension, column] * (vectors[row, dimension] - means[dimension]) / deviations[dimension])).ToArray();
                loss += (Math.Log(scores.Sum(Math.Exp)) - scores[labels[row]]) / vectors.Rows;
            }

            return loss + (Regularization / 2 * weights.Cast<double>().Sum(weight => weight * weight));
        }
    }

    [Fact]
    public void Tells_blobs_apart_and_leaves_out_what_is_not_known()
    {
        var (vectors, labels) = Blobs(300, 2);
        var half = new ExampleLabels([.. Enumerable.Range(0, 300).Select(row => row % 2 == 0 ? labels[row] : -1)], 3);
        var probe = LinearProbe.TrainValidated(vectors, half);
        probe.Classify(vectors).Where((found, row) => found == labels[row]).Count().ShouldBeGreaterThan(255);
        new LinearProbeOptions().Regularizations.ShouldContain(probe.Regularization);
    }

    [Fact]
    public void Chooses_strong_regularisation_where_there_is_little_but_noise()
    {
        var random = new SplittableRandom(4);
        var vectors = new DenseMatrix(150, 50);
        var labels = new int[150];
        for (var row = 0; row < 150; row++)
        {
            labels[row] = random.Next(2);
            for (var column = 0; column < 50; column++)
            {
                vectors[row, column] = (float)random.NextGaussian() + (column == 0 ? 1.5f * labels[row] : 0);
            }
        }

        LinearProbe.TrainValidated(vectors, new ExampleLabels(labels, 2)).Regularization.ShouldBeGreaterThanOrEqualTo(0.004);
    }

    [Fact]
    public void Is_the_same_once_read_back()
    {
        var (vectors, labels) = Blobs(40, 3);
        var probe = LinearProbe.Train(vectors, labels, 0.01);
        var artifact = new MemoryArtifact();
        probe.Save(artifact);
        var loaded = LinearProbe.Load(artifact.Open());
        loaded.Score(vectors).Span.SequenceEqual(probe.Score(vectors).Span).ShouldBeTrue();
        loaded.Regularization.ShouldBe(0.01);
    }

    [Fact]
    public void Asks_the_nearest_and_weighs_them()
    {
        // By hand: cosines 1, 0.8 and 0.6 to labels 0, 1, 1. At temperature 0.1 the votes are 1 against e^-2 + e^-4; at 10 they are about 1 against 2.
        var vectors = new DenseMatrix(3, 2, new float[] { 2, 0, 0.8f, 0.6f, 6, 8 });
        var probe = new NeighbourProbe(vectors, new ExampleLabels([0, 1, 1], 2));
        var query = new DenseMatrix(1, 2, new float[] { 5, 0 });
        probe.Classify(query, 3, 0.1).ShouldBe([0]);
        probe.Classify(query, 3, 10).ShouldBe([1]);
        probe.Classify(query, 1, 10).ShouldBe([0]);
        probe.Classify(query, 100, 10).ShouldBe([1]);
    }

    [Fact]
    public void Refuses_what_does_not_fit()
    {
        var (vectors, labels) = Blobs(10, 1);
        Should.Throw<ArgumentException>(() => LinearProbe.Train(vectors, new ExampleLabels([0, 1], 2), 0.1)).Message.ShouldContain("10 vectors and 2 labels");
        Should.Throw<ArgumentException>(() => LinearProbe.Train(vectors, labels, 0));
        Should.Throw<ArgumentException>(() => LinearProbe.Train(vectors, labels, 0.1).Classify(new DenseMatrix(1, 2)));
        Should.Throw<ArgumentException>(() => LinearProbe.TrainValidated(vectors, labels, new LinearProbeOptions { Regularizations = [0] }));
        Should.Throw<ArgumentException>(() => LinearProbe.TrainValidated(vectors, labels, new LinearProbeOptions { ValidationShare = 1 }));
        Should.Throw<ArgumentException>(() => new ExampleLabels([-1, -1], 2));
        Should.Throw<ArgumentException>(() => new ExampleLabels([2], 2));
        Should.Throw<ArgumentException>(() => new NeighbourProbe(vectors, labels).Classify(new DenseMatrix(1, 2)));
    }

    private static (DenseMatrix Vectors, ExampleLabels Labels) Blobs(int count, ulong seed)
    {
        var random = new SplittableRandom(seed);
        var vectors = new DenseMatrix(count, 3);
        var labels = new int[count];
        for (var row = 0; row < count; row++)
        {
            labels[row] = random.Next(3);
            for (var column = 0; column < 3; column++)
            {
                vectors[row, column] = (float)(((column == labels[row] ? 3 : 0) + random.NextGaussian()) * (column + 1)) + 10;
            }
        }

        return (vectors, new ExampleLabels(labels, 3));
    }

    private static (double[] Means, double[] Deviations) Scales(DenseMatrix vectors)
    {
        var columns = Enumerable.Range(0, vectors.Columns).Select(column => Enumerable.Range(0, vectors.Rows).Select(row => (double)vectors[row, column]).ToArray()).ToArray();
        return ([.. columns.Select(column => column.Average())], [.. columns.Select(column => Math.Sqrt(column.Average(value => value * value) - Math.Pow(column.Average(), 2)))]);
    }
}
