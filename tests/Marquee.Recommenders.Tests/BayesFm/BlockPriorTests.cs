using Marquee.Numerics;

namespace Marquee.Recommenders.Tests;

public class BlockPriorTests
{
    // Rows have one or two of three features in one group, and each one of two in another.
    private static readonly SparseMatrix First = FeatureTable.Normalised(SparseMatrix.FromEntries(6, 3, [0, 0, 1, 2, 3, 4, 4, 5], [0, 1, 1, 2, 0, 1, 2, 0], [1, 1, 1, 1, 1, 1, 1, 1]));
    private static readonly SparseMatrix Second = SparseMatrix.FromEntries(6, 2, [0, 1, 2, 3, 4, 5], [0, 1, 0, 1, 0, 1], [1, 1, 1, 1, 1, 1]);

    [Fact]
    public void Rows_drawn_from_what_was_drawn_given_rows_keep_the_prior_as_it_was_before_there_were_any()
    {
        // Geweke, Getting It Right, JASA 2004: if every conditional distribution is right, drawing rows and prior in turn, each given the other, leaves both as they would be without the other.
        // A wrong factor anywhere shifts the quantiles. The prior's: a precision is Gamma(1/2, 1/20) = chi-squared(1) * 10, a mean with its own precision standard normal.
        var block = Block();
        var random = new SplittableRandom(11);
        var context = new TrainingContext { MaxDegreeOfParallelism = 1 };
        const int epochs = 40_000;
        var expected = new float[2];
        var (precisionBelow, groupBelow, meanBelow, weightBelow) = (0, 0, 0, 0);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            block.Prior.Draw(block, context);
            var (mean, precision) = (block.Prior.Means[1], block.Prior.Precisions[1]);
            precisionBelow += precision < 10 * 0.4549 ? 1 : 0;
            meanBelow += Math.Abs(mean) * Math.Sqrt(precision) < 0.6745 ? 1 : 0;
            // Second group, factor 1; its last weight is number 4 of the 5 features.
            var (groupMean, groupPrecision) = (block.Prior.GroupMeans[3], block.Prior.GroupPrecisions[3]);
            groupBelow += groupPrecision < 10 * 0.4549 ? 1 : 0;
            weightBelow += Math.Abs(block.Prior.Weights[5 + 4] - groupMean) * Math.Sqrt(groupPrecision) < 0.6745 ? 1 : 0;
            for (var row = 0; row < 6; row++)
            {
                block.Prior.Expect(row, expected);
                block[row, 1] = (float)(expected[1] + (random.NextGaussian() / Math.Sqrt(precision)));
            }
        }

        ((double)precisionBelow / epochs).ShouldBe(0.5, 0.05);
        ((double)meanBelow / epochs).ShouldBe(0.5, 0.05);
        ((double)groupBelow / epochs).ShouldBe(0.5, 0.05);
        ((double)weightBelow / epochs).ShouldBe(0.5, 0.05);
    }

    [Fact]
    public void What_is_expected_of_a_rated_row_is_what_its_features_say()
    {
        var block = Block();
        for (var epoch = 0; epoch < 3; epoch++)
        {
            block.Prior.Draw(block, new TrainingContext());
        }

        for (var row = 0; row < 6; row++)
        {
            var expected = new float[2];
            block.Prior.Expect(row, expected);
            expected[0].ShouldBe(block.Prior.Expected[row * 2], 1e-5f);
            expected[1].ShouldBe(block.Prior.Expected[(row * 2) + 1], 1e-5f);
        }
    }

    [Fact]
    public void Biases_have_no_mean_of_their_own()
    {
        var block = Block();
        block.Prior.Draw(block, new TrainingContext());
        block.Prior.Means[0].ShouldBe(0);
        block.Prior.GroupMeans[0].ShouldBe(0);
        block.Prior.Means[1].ShouldNotBe(0);
    }

    [Fact]
    public void Mean_and_precision_are_drawn_around_those_of_many_numbers()
    {
        // 10,000 numbers of mean 2 and variance 4: sum 20,000, sum of squares 80,000.
        var random = new SplittableRandom(1);
        var draws = Enumerable.Range(0, 500).Select(_ => BlockPrior.DrawNormalGamma(10_000, 20_000, 80_000, hasMean: true, random)).ToArray();
        draws.Average(draw => draw.Mean).ShouldBe(2, 0.01);
        draws.Average(draw => draw.Precision).ShouldBe(0.25, 0.001);
        draws.Average(draw => Math.Pow(draw.Mean - 2, 2)).ShouldBe(4.0 / 10_000, 0.0001);
        BlockPrior.DrawNormalGamma(10_000, 20_000, 80_000, hasMean: false, random).Precision.ShouldBe(0.125, 0.01);
    }

    private static FactorBlock Block()
    {
        int[] rows = [0, 1, 2, 3, 4, 5];
        return new FactorBlock(BlockRatings.Of(6, rows, rows, null), new FeatureTable(6, [First, Second]), 2, new SplittableRandom(2));
    }
}
