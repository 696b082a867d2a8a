using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The users, or the items, in training: what each met, and the factors so far.</summary>
internal sealed class AlsSide
{
    private const int RowsPerBlock = 16;

    private readonly SparseMatrix _matrix;
    private readonly AlsOptions _options;
    private readonly AlsObjective _objective;
    private readonly float[] _penalties;
    private readonly int[] _longestFirst;

    /// <summary>Starts with factors of zero.</summary>
    /// <param name="matrix">Weights, one row for each of this side; negative for pairs that were rejected.</param>
    /// <param name="options">The options of the training.</param>
    public AlsSide(SparseMatrix matrix, AlsOptions options)
    {
        _matrix = matrix;
        _options = options;
        _objective = AlsObjective.Of(options);
        Factors = new DenseMatrix(matrix.Rows, options.Factors);
        _penalties = [.. Enumerable.Range(0, matrix.Rows).Select(row => _objective.Penalty(matrix.RowValues(row), matrix.Columns))];
        // Long rows first: no thread then starts on one when the others are done. Rows without entries, or with rejected ones only, stay at zero, which is their solution.
        _longestFirst = [.. Enumerable.Range(0, matrix.Rows).Where(row => matrix.RowValues(row).ContainsAnyInRange(float.Epsilon, float.PositiveInfinity)).OrderByDescending(matrix.RowLength)];
    }

    /// <summary>One row of factors each.</summary>
    public DenseMatrix Factors { get; }

    /// <summary>Draws all factors from a normal distribution whose deviation is the option's over the square root of their number.</summary>
    public void Randomize(SplittableRandom random)
    {
        var scale = _options.InitialDeviation / Math.Sqrt(Factors.Columns);
        foreach (var row in _longestFirst)
        {
            var own = random.Split((ulong)row);
            foreach (ref var factor in Factors.Row(row))
            {
                factor = (float)(scale * own.NextGaussian());
            }
        }
    }

    /// <summary>Finds the best factors given those of the other side.</summary>
    public void Solve(DenseMatrix others, TrainingContext context)
    {
        var threads = context.MaxDegreeOfParallelism;
        var other = new FixedSide(others, _objective, threads);
        ParallelBlocks.For(
            _longestFirst.Length,
            RowsPerBlock,
            threads,
            () => RowSolver.Create(other, _options),
            (start, end, _, solver) =>
            {
                foreach (var row in _longestFirst.AsSpan(start..end))
                {
                    solver.Solve(_matrix.RowIndices(row), _matrix.RowValues(row), _penalties[row], Factors.Row(row));
                }
            },
            context.CancellationToken);
    }
}
