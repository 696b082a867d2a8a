using Marquee.Numerics;

namespace Marquee.Recommenders.Tests;

public sealed class AlsSolverTests
{
    private const int Factors = 20;

    private static readonly AlsOptions Exact = new()
    {
        Factors = Factors,
        Regularization = 0.05f,
        UnobservedWeight = 0.2f,
        RegularizationExponent = 0.7f,
        InitialDeviation = 1,
        Solver = AlsSolver.Cholesky,
    };

    private readonly SparseMatrix _matrix = Matrix();

    public static TheoryData<AlsOptions> Solvers =>
    [
        Exact,
        Exact with { Solver = AlsSolver.ConjugateGradient, Steps = 2 },
        Exact with { Solver = AlsSolver.BlockCoordinate, BlockSize = 6 },
    ];

    [Fact]
    public void Exact_factors_are_where_the_gradient_of_the_written_out_objective_is_zero()
    {
        var (users, items) = Start(Exact);
        users.Solve(items.Factors, new TrainingContext());
        for (var user = 0; user < _matrix.Rows; user++)
        {
            foreach (var slope in Gradient(user, users.Factors.Row(user), items.Factors))
            {
                slope.ShouldBe(0, 1e-4);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void Each_half_pass_lowers_the_objective(AlsOptions options)
    {
        var (users, items) = Start(options);
        var before = Objective(users.Factors, items.Factors);
        for (var pass = 0; pass < 3; pass++)
        {
            foreach (var (side, other) in new[] { (users, items), (items, users) })
            {
                side.Solve(other.Factors, new TrainingContext());
                var after = Objective(users.Factors, items.Factors);
                after.ShouldBeLessThan(before);
                before = after;
            }
        }
    }

    [Fact]
    public void Enough_conjugate_gradient_steps_give_the_exact_factors() =>
        ShouldSolveAlike(Exact with { Solver = AlsSolver.ConjugateGradient, Steps = 40 }, passes: 1);

    [Fact]
    public void One_block_of_all_factors_gives_the_exact_factors() =>
        ShouldSolveAlike(Exact with { Solver = AlsSolver.BlockCoordinate, BlockSize = Factors }, passes: 1);

    [Fact]
    public void Enough_sweeps_over_blocks_give_the_exact_factors() =>
        ShouldSolveAlike(Exact with { Solver = AlsSolver.BlockCoordinate, BlockSize = 7 }, passes: 200);

    [Theory]
    [MemberData(nameof(Solvers))]
    public void Rows_without_interactions_stay_at_zero(AlsOptions options)
    {
        var (users, items) = Start(options);
        users.Solve(items.Factors, new TrainingContext());
        var empty = Enumerable.Range(0, _matrix.Rows).Where(user => _matrix.RowLength(user) == 0).ToArray();
        empty.ShouldNotBeEmpty();
        empty.ShouldAllBe(user => users.Factors.Row(user).ToArray().All(factor => factor == 0));
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void Factors_are_the_same_bits_on_any_number_of_threads(AlsOptions options)
    {
        var one = Solve(1);
        foreach (var threads in new[] { 2, 5 })
        {
            Solve(threads).ShouldBe(one);
        }

        float[] Solve(int threads)
        {
            var (users, items) = Start(options);
            users.Solve(items.Factors, new TrainingContext { MaxDegreeOfParallelism = threads });
            items.Solve(users.Factors, new TrainingContext { MaxDegreeOfParallelism = threads });
            return items.Factors.Span.ToArray();
        }
    }

    [Fact]
    public void Penalty_grows_with_the_weight_of_the_row_by_the_exponent()
    {
        var objective = new AlsObjective(UnobservedWeight: 0.5f, Regularization: 0.1f, RegularizationExponent: 1);
        objective.Penalty([1, 1, 2], others: 8).ShouldBe(0.8f);
        (objective with { RegularizationExponent = 0.5f }).Penalty([1, -3, 5], others: 32).ShouldBe(0.5f);
        (objective with { RegularizationExponent = 0 }).Penalty([1, 1, 2], others: 8).ShouldBe(0.1f);
    }

    private void ShouldSolveAlike(AlsOptions options, int passes)
    {
        var (users, items) = Start(options);
        for (var pass = 0; pass < passes; pass++)
        {
            users.Solve(items.Factors, new TrainingContext());
        }

        var (exact, sameItems) = Start(Exact);
        exact.Solve(sameItems.Factors, new TrainingContext());
        for (var at = 0; at < exact.Factors.Span.Length; at++)
        {
            users.Factors.Span[at].ShouldBe(exact.Factors.Span[at], 1e-3f);
        }
    }

    private (AlsSide Users, AlsSide Items) Start(AlsOptions options)
    {
        var users = new AlsSide(_matrix, options);
        var items = new AlsSide(_matrix.Transpose(), options);
        items.Randomize(new SplittableRandom(3));
        return (users, items);
    }

    // The sums as they stand in the documentation, over every pair.
    private double Objective(DenseMatrix users, DenseMatrix items)
    {
        var sum = 0.0;
        for (var user = 0; user < users.Rows; user++)
        {
            sum += Penalty(_matrix, user) * Dot(users.Row(user), users.Row(user));
            for (var item = 0; item < items.Rows; item++)
            {
                var product = Dot(users.Row(user), items.Row(item));
                var weight = _matrix[user, item];
                sum += Math.Abs(weight) * (product - (weight > 0 ? 1 : 0)) * (product - (weight > 0 ? 1 : 0)) + Exact.UnobservedWeight * product * product;
            }
        }

        var byItem = _matrix.Transpose();
        for (var item = 0; item < items.Rows; item++)
        {
            sum += Penalty(byItem, item) * Dot(items.Row(item), items.Row(item));
        }

        return sum;
    }

    private double[] Gradient(int user, ReadOnlySpan<float> factors, DenseMatrix items)
    {
        var gradient = new double[Factors];
        for (var at = 0; at < Factors; at++)
        {
            gradient[at] = Penalty(_matrix, user) * factors[at];
        }

        for (var item = 0; item < items.Rows; item++)
        {
            var product = Dot(factors, items.Row(item));
            var weight = _matrix[user, item];
            var slope = Math.Abs(weight) * (product - (weight > 0 ? 1 : 0)) + Exact.UnobservedWeight * product;
            for (var at = 0; at < Factors; at++)
            {
                gradient[at] += slope * items[item, at];
            }
        }

        return gradient;
    }

    private static double Penalty(SparseMatrix matrix, int row)
    {
        var sum = 0.0;
        foreach (var weight in matrix.RowValues(row))
        {
            sum += Math.Abs(weight);
        }

        return Exact.Regularization * Math.Pow(sum + Exact.UnobservedWeight * matrix.Columns, Exact.RegularizationExponent);
    }

    private static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0.0;
        for (var at = 0; at < left.Length; at++)
        {
            sum += (double)left[at] * right[at];
        }

        return sum;
    }

    // 30 users and 45 items with weights up to 3, every eighth rejected; some users met nothing, one met nearly everything.
    private static SparseMatrix Matrix()
    {
        var random = new SplittableRandom(1);
        var (rows, columns, values) = (new List<int>(), new List<int>(), new List<float>());
        for (var user = 0; user < 30; user++)
        {
            for (var item = 0; item < 45; item++)
            {
                if (random.NextDouble() < (user % 7) switch { 0 => 0, 1 => 0.95, _ => 0.2 })
                {
                    rows.Add(user);
                    columns.Add(item);
                    values.Add((values.Count % 8 == 5 ? -1 : 1) * (0.5f + 2.5f * random.NextSingle()));
                }
            }
        }

        return SparseMatrix.FromEntries(30, 45, [.. rows], [.. columns], [.. values]);
    }
}
