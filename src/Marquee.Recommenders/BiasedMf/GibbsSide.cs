using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The users, or the items, in training: their ratings and their vectors as drawn last.</summary>
internal sealed unsafe class GibbsSide
{
    private const int RowsPerBlock = 16;

    private readonly SparseMatrix _ratings;
    private readonly int[] _longestFirst;
    private readonly int[] _rated;

    /// <summary>Starts with biases of zero and small random factors.</summary>
    /// <param name="ratings">Ratings in units of their deviation around their mean, one row for each of this side.</param>
    /// <param name="order">Numbers a vector: the factors and the bias.</param>
    /// <param name="random">Chance.</param>
    public GibbsSide(SparseMatrix ratings, int order, SplittableRandom random)
    {
        _ratings = ratings;
        // Long rows first: no thread then starts on one when the others are done.
        _longestFirst = [.. Enumerable.Range(0, ratings.Rows).OrderByDescending(ratings.RowLength)];
        _rated = [.. Enumerable.Range(0, ratings.Rows).Where(row => ratings.RowLength(row) > 0)];
        Vectors = new DenseMatrix(ratings.Rows, order);
        Biases = new float[ratings.Rows];
        for (var row = 0; row < ratings.Rows; row++)
        {
            var own = random.Split((ulong)row);
            Vectors[row, 0] = 1;
            foreach (ref var factor in Vectors.Row(row)[1..])
            {
                factor = (float)(0.1 * own.NextGaussian());
            }
        }
    }

    /// <summary>A 1, which the other side's bias is multiplied by, and the factors: <c>rows x order</c>.</summary>
    public DenseMatrix Vectors { get; }

    /// <summary>The bias of each.</summary>
    public float[] Biases { get; }

    /// <summary>Draws the prior of this side given the vectors of those that have ratings.</summary>
    public VectorPrior DrawPrior(SplittableRandom random)
    {
        var known = new DenseMatrix(_rated.Length, Vectors.Columns);
        for (var row = 0; row < _rated.Length; row++)
        {
            Vectors.Row(_rated[row]).CopyTo(known.Row(row));
            known[row, 0] = Biases[_rated[row]];
        }

        return VectorPrior.Draw(known, random);
    }

    /// <summary>Draws every bias and all factors given those of the other side.</summary>
    /// <remarks>
    /// A draw from the conditional normal distribution is the least squares solution for ratings and a prior mean to which noise of their own variance was added, which needs no other
    /// factorization than the solution itself. Without ratings it is a draw from the prior.
    /// </remarks>
    public void Draw(GibbsSide other, VectorPrior prior, double noisePrecision, SplittableRandom random, TrainingContext context) => ParallelBlocks.For(
        _longestFirst.Length,
        RowsPerBlock,
        context.MaxDegreeOfParallelism,
        () => new Scratch(Vectors.Columns),
        (start, end, _, scratch) =>
        {
            foreach (var row in _longestFirst.AsSpan(start..end))
            {
                DrawRow(row, other, prior, noisePrecision, random.Split((ulong)row), scratch);
            }
        },
        context.CancellationToken);

    /// <summary>Sum of the squared differences of all ratings and their reconstructions, in blocks that do not depend on the number of threads.</summary>
    public double SquaredError(GibbsSide other, TrainingContext context)
    {
        var sums = new double[_ratings.Rows];
        ParallelBlocks.For(
            _ratings.Rows,
            RowsPerBlock,
            context.MaxDegreeOfParallelism,
            () => new Scratch(Vectors.Columns),
            (start, end, _, scratch) =>
            {
                for (var row = start; row < end; row++)
                {
                    var columns = _ratings.RowIndices(row);
                    var ratings = _ratings.RowValues(row);
                    var products = scratch.Targets(columns.Length);
                    Vectors.Row(row).CopyTo(scratch.Solution);
                    scratch.Solution[0] = Biases[row];
                    MatrixVector.DotRows(other.Vectors, columns, scratch.Solution, products);
                    for (var entry = 0; entry < columns.Length; entry++)
                    {
                        var error = (double)ratings[entry] - products[entry] - other.Biases[columns[entry]];
                        sums[row] += error * error;
                    }
                }
            },
            context.CancellationToken);
        return sums.Sum();
    }

    private void DrawRow(int row, GibbsSide other, VectorPrior prior, double noisePrecision, SplittableRandom random, Scratch scratch)
    {
        var columns = _ratings.RowIndices(row);
        var ratings = _ratings.RowValues(row);
        var weights = scratch.Weights(columns.Length);
        var targets = scratch.Targets(columns.Length);
        weights.Fill((float)noisePrecision);
        var deviation = 1 / Math.Sqrt(noisePrecision);
        for (var entry = 0; entry < columns.Length; entry++)
        {
            targets[entry] = (float)(noisePrecision * (ratings[entry] - other.Biases[columns[entry]] + (deviation * random.NextGaussian())));
        }

        var system = scratch.System;
        system.Reset(prior.Precision, 0);
        system.AddOuterProducts(other.Vectors, columns, weights);
        fixed (float* first = other.Vectors.Span)
        {
            system.AddToRightSide(first, other.Vectors.Columns, columns, targets);
        }

        prior.AddDraw(random, system.RightSide);
        system.Solve(scratch.Solution);
        Biases[row] = scratch.Solution[0];
        scratch.Solution.AsSpan(1).CopyTo(Vectors.Row(row)[1..]);
    }

    private sealed class Scratch(int order)
    {
        private float[] _weights = new float[256];
        private float[] _targets = new float[256];

        public PositiveDefiniteSystem System { get; } = new(order);

        public float[] Solution { get; } = new float[order];

        public Span<float> Weights(int count) => Take(ref _weights, count);

        public Span<float> Targets(int count) => Take(ref _targets, count);

        private static Span<float> Take(ref float[] array, int count)
        {
            if (array.Length < count)
            {
                array = new float[Math.Max(count, 2 * array.Length)];
            }

            return array.AsSpan(0, count);
        }
    }
}
