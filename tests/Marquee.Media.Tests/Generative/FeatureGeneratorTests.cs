using Marquee.Numerics;

namespace Marquee.Media.Tests;

public class FeatureGeneratorTests
{
    private static readonly FeatureGeneratorOptions Quick = new() { Noise = 4, Hidden = 32, Steps = 800, CriticSteps = 5, BatchSize = 64, LearningRate = 3e-3, Shots = 3 };

    [Fact]
    public void What_is_made_for_a_rare_class_spreads_as_others_do()
    {
        // Classes lie anywhere and spread along the first number alone, by 1.
        var (vectors, labels) = Classes(200, 6, 1);
        var generator = FeatureGeneratorTrainer.Train(vectors, labels, Quick);
        var rare = new DenseMatrix(3, 2, new float[] { 2, 1, 2.2f, 1, 1.8f, 1 });

        var made = generator.Generate(rare, 400, 5);

        var (first, second) = (Column(made, 0), Column(made, 1));
        first.Average().ShouldBe(2, 0.6);
        second.Average().ShouldBe(1, 0.4);
        Deviation(first).ShouldBeInRange(0.5, 1.6);
        Deviation(second).ShouldBeLessThan(Deviation(first) / 2);
    }

    [Fact]
    public void The_same_seed_makes_the_same_vectors()
    {
        var (vectors, labels) = Classes(4, 6, 1);
        var few = Quick with { Steps = 3 };
        var one = FeatureGeneratorTrainer.Train(vectors, labels, few).Generate(vectors.Slice(0, 2), 5, 1);
        FeatureGeneratorTrainer.Train(vectors, labels, few).Generate(vectors.Slice(0, 2), 5, 1).Span.ToArray().ShouldBe(one.Span.ToArray());
        FeatureGeneratorTrainer.Train(vectors, labels, few).Generate(vectors.Slice(0, 2), 5, 2).Span.ToArray().ShouldNotBe(one.Span.ToArray());
        FeatureGeneratorTrainer.Train(vectors, labels, few with { Seed = 7 }).Generate(vectors.Slice(0, 2), 5, 1).Span.ToArray().ShouldNotBe(one.Span.ToArray());
    }

    [Fact]
    public void A_mean_is_that_of_others_of_the_class()
    {
        var vectors = new DenseMatrix(4, 1, new float[] { 1, 3, 8, 100 });
        var mean = new float[1];
        for (var seed = 0UL; seed < 20; seed++)
        {
            FeatureGeneratorTrainer.WriteMean(vectors, [0, 1, 2], 2, 5, 10, mean, new SplittableRandom(seed));
            mean[0].ShouldBe(20, 1e-4f);
            FeatureGeneratorTrainer.WriteMean(vectors, [0, 1, 2], 1, 1, 1, mean, new SplittableRandom(seed));
            mean[0].ShouldBeOneOf(1, 8);
        }
    }

    [Fact]
    public void Classes_of_two_teach_nothing()
    {
        var (vectors, labels) = Classes(4, 2, 1);
        Should.Throw<ArgumentException>(() => FeatureGeneratorTrainer.Train(vectors, labels, Quick)).Message.ShouldContain("at least 3 examples; no label has so many");
    }

    private static (DenseMatrix Vectors, LabelSets Labels) Classes(int classes, int each, ulong seed)
    {
        var random = new SplittableRandom(seed);
        var vectors = new DenseMatrix(classes * each, 2);
        var labels = new int[classes * each][];
        for (var label = 0; label < classes; label++)
        {
            var (x, y) = (2 * random.NextGaussian(), 2 * random.NextGaussian());
            for (var row = label * each; row < (label + 1) * each; row++)
            {
                (vectors[row, 0], vectors[row, 1], labels[row]) = ((float)(x + random.NextGaussian()), (float)y, [label]);
            }
        }

        return (vectors, new LabelSets(classes, labels));
    }

    private static double[] Column(DenseMatrix matrix, int column) => [.. Enumerable.Range(0, matrix.Rows).Select(row => (double)matrix[row, column])];

    private static double Deviation(double[] values) => Math.Sqrt(values.Average(value => (value - values.Average()) * (value - values.Average())));
}
