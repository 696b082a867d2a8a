using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>
/// The normal distribution that the vectors of one side (all users, or all items) come from: a mean and a precision matrix, drawn from what is known of them given the vectors.
/// </summary>
/// <remarks>
/// Normal-Wishart: <c>precision ~ Wishart(identity, d)</c>, <c>mean ~ Normal(0, (2 precision)^-1)</c> before anything is known, as in Salakhutdinov and Mnih 2008. The Wishart matrix is
/// drawn by Bartlett's decomposition: <c>precision = root * transpose(root)</c>.
/// </remarks>
internal sealed class VectorPrior
{
    // How many vectors at zero the prior mean counts for.
    private const double MeanStrength = 2;

    private readonly double[,] _root;

    private VectorPrior(double[] mean, double[,] root)
    {
        var order = mean.Length;
        _root = root;
        Mean = Array.ConvertAll(mean, number => (float)number);
        Precision = new DenseMatrix(order, order);
        PrecisionTimesMean = new float[order];
        for (var row = 0; row < order; row++)
        {
            var product = 0.0;
            for (var column = 0; column < order; column++)
            {
                var sum = 0.0;
                for (var inner = 0; inner < order; inner++)
                {
                    sum += root[row, inner] * root[column, inner];
                }

                Precision[row, column] = (float)sum;
                product += sum * mean[column];
            }

            PrecisionTimesMean[row] = (float)product;
        }
    }

    /// <summary>The mean.</summary>
    public float[] Mean { get; }

    /// <summary>The precision (inverse covariance), <c>d x d</c>.</summary>
    public DenseMatrix Precision { get; }

    /// <summary><c>precision * mean</c>.</summary>
    public float[] PrecisionTimesMean { get; }

    /// <summary>Draws a prior given some vectors.</summary>
    /// <param name="vectors">The vectors of those that have ratings, <c>n x d</c>.</param>
    /// <param name="random">Chance.</param>
    public static VectorPrior Draw(DenseMatrix vectors, SplittableRandom random)
    {
        var order = vectors.Columns;
        var mean = new double[order];
        for (var row = 0; row < vectors.Rows; row++)
        {
            for (var column = 0; column < order; column++)
            {
                mean[column] += vectors[row, column] / (double)vectors.Rows;
            }
        }

        var strength = MeanStrength + vectors.Rows;
        var inverseScale = Scatter(vectors, mean, MeanStrength * vectors.Rows / strength);
        var lower = Cholesky(inverseScale);
        var bartlett = Bartlett(order, order + vectors.Rows, random);

        // scale = transpose(lower)^-1 * lower^-1, so that root = transpose(lower)^-1 * bartlett.
        var root = new double[order, order];
        for (var column = 0; column < order; column++)
        {
            for (var row = order - 1; row >= 0; row--)
            {
                var sum = bartlett[row, column];
                for (var below = row + 1; below < order; below++)
                {
                    sum -= lower[below, row] * root[below, column];
                }

                root[row, column] = sum / lower[row, row];
            }
        }

        // (strength * precision)^-1/2 * noise = lower * transpose(bartlett)^-1 * noise / sqrt(strength).
        var noise = new double[order];
        for (var row = order - 1; row >= 0; row--)
        {
            var sum = random.NextGaussian();
            for (var below = row + 1; below < order; below++)
            {
                sum -= bartlett[below, row] * noise[below];
            }

            noise[row] = sum / bartlett[row, row];
        }

        var drawn = new double[order];
        for (var row = 0; row < order; row++)
        {
            drawn[row] = mean[row] * vectors.Rows / strength;
            for (var column = 0; column <= row; column++)
            {
                drawn[row] += lower[row, column] * noise[column] / Math.Sqrt(strength);
            }
        }

        return new VectorPrior(drawn, root);
    }

    /// <summary><c>target += precision * mean + root * noise</c>: the prior's part of the right side of a draw's normal equations.</summary>
    public void AddDraw(SplittableRandom random, Span<float> target)
    {
        Span<double> noise = stackalloc double[target.Length];
        foreach (ref var number in noise)
        {
            number = random.NextGaussian();
        }

        for (var row = 0; row < target.Length; row++)
        {
            var sum = 0.0;
            for (var column = 0; column < noise.Length; column++)
            {
                sum += _root[row, column] * noise[column];
            }

            target[row] += PrecisionTimesMean[row] + (float)sum;
        }
    }

    // identity + sum of (vector - mean) (vector - mean)^T + meanWeight * mean mean^T
    private static double[,] Scatter(DenseMatrix vectors, double[] mean, double meanWeight)
    {
        var order = mean.Length;
        var scatter = new double[order, order];
        for (var row = 0; row < order; row++)
        {
            scatter[row, row] = 1;
            for (var column = 0; column <= row; column++)
            {
                scatter[row, column] += meanWeight * mean[row] * mean[column];
            }
        }

        var difference = new double[order];
        for (var vector = 0; vector < vectors.Rows; vector++)
        {
            var numbers = vectors.Row(vector);
            for (var row = 0; row < order; row++)
            {
                difference[row] = numbers[row] - mean[row];
                for (var column = 0; column <= row; column++)
                {
                    scatter[row, column] += difference[row] * difference[column];
                }
            }
        }

        return scatter;
    }

    // The lower factor of a matrix of which the lower triangle is given.
    private static double[,] Cholesky(double[,] matrix)
    {
        var order = matrix.GetLength(0);
        var lower = new double[order, order];
        for (var row = 0; row < order; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = matrix[row, column];
                for (var inner = 0; inner < column; inner++)
                {
                    sum -= lower[row, inner] * lower[column, inner];
                }

                lower[row, column] = row == column ? Math.Sqrt(sum) : sum / lower[column, column];
            }
        }

        return lower;
    }

    // Lower triangular: its product with its transpose is Wishart(identity, degrees).
    private static double[,] Bartlett(int order, int degrees, SplittableRandom random)
    {
        var lower = new double[order, order];
        for (var row = 0; row < order; row++)
        {
            for (var column = 0; column < row; column++)
            {
                lower[row, column] = random.NextGaussian();
            }

            lower[row, row] = Math.Sqrt(2 * random.NextGamma((degrees - row) / 2.0));
        }

        return lower;
    }
}
