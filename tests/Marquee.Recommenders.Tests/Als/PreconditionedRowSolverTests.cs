using Marquee.Data;
using Marquee.Numerics;

namespace Marquee.Recommenders.Tests;

public sealed class PreconditionedRowSolverTests
{
    private const int Items = 400;

    [Theory]
    [InlineData(96, 1)]
    [InlineData(100, 30)]
    [InlineData(130, 399)]
    [InlineData(128, 129)]
    public void Finds_what_the_exact_solver_finds(int factors, int entries)
    {
        var (side, options) = Side(factors);
        foreach (var rejects in new[] { false, true })
        {
            var (columns, weights) = Entries(entries, index => rejects && index % 3 == 2 ? -1.5f : 1 + index % 4);
            ShouldAgree(side, options, columns, weights);
        }
    }

    [Fact]
    public void Leaves_to_the_exact_solver_what_takes_too_many_steps()
    {
        // Ninety directions, each of another size and all far larger than what all rows have in common.
        var (side, options) = Side(96);
        var (columns, weights) = Entries(90, index => MathF.Pow(1.25f, index));
        ShouldAgree(side, options, columns, weights);
    }

    [Fact]
    public void Is_not_used_where_the_exact_solver_is_faster()
    {
        var (side, options) = Side(95);
        FoldIn.PreconditionerOf(side, options).ShouldBeNull();
    }

    [Fact]
    public void A_model_with_a_preconditioner_scores_what_it_explains()
    {
        var (side, options) = Side(96);
        var model = new AlsModel(options, side.Factors);
        var history = new History(new[] { 3, 17, 200 }, new[] { 1f, 2f, .5f });
        var scores = new float[Items];
        model.Score(history, scores);
        model.Explain(history, 17).Score.ShouldBe(scores[17], 1e-6f);
        scores[17].ShouldBeGreaterThan(.01f);
    }

    private static void ShouldAgree(FixedSide side, AlsOptions options, int[] columns, float[] weights)
    {
        var factors = side.Factors.Columns;
        var objective = AlsObjective.Of(options);
        var preconditioner = FoldIn.PreconditionerOf(side, options).ShouldNotBeNull();
        var exact = new CholeskyRowSolver(side);
        var solver = new PreconditionedRowSolver(side, preconditioner, objective.Penalty([], Items), exact);
        var (expected, found) = (new float[factors], new float[factors]);
        exact.Solve(columns, weights, objective.Penalty(weights, Items), expected);
        // What was in the factors before does not matter, nor what was solved before.
        solver.Solve(new[] { 1 }, new[] { 1f }, 5, found);
        Array.Fill(found, float.NaN);
        solver.Solve(columns, weights, objective.Penalty(weights, Items), found);
        var largest = expected.Max(Math.Abs);
        for (var at = 0; at < factors; at++)
        {
            found[at].ShouldBe(expected[at], 2e-5f * largest);
        }
    }

    private static (FixedSide Side, AlsOptions Options) Side(int factors)
    {
        var options = new AlsOptions { Factors = factors, UnobservedWeight = .2f, Regularization = .01f };
        var random = new SplittableRandom(3);
        var matrix = new DenseMatrix(Items, factors);
        foreach (ref var value in matrix.Span)
        {
            value = (float)random.NextGaussian() / factors;
        }

        return (new FixedSide(matrix, AlsObjective.Of(options), maxDegreeOfParallelism: 1), options);
    }

    private static (int[] Columns, float[] Weights) Entries(int count, Func<int, float> weight)
    {
        var columns = Enumerable.Range(0, Items).ToArray();
        new SplittableRandom(4).Shuffle<int>(columns);
        return (columns[..count], [.. Enumerable.Range(0, count).Select(weight)]);
    }
}
