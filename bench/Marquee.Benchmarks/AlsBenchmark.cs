using System.Diagnostics;
using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Benchmarks;

/// <summary>An epoch of alternating least squares over all users and all items, with each solver, beside the same epoch in plain loops.</summary>
internal static class AlsBenchmark
{
    public static void Run(BenchmarkOptions options)
    {
        var matrix = MovieLens.Read1M(options);
        Console.WriteLine("One epoch (all users, then all items). Times of the fastest run; the ratio is to the exact solver in plain loops, on as many threads, run once.");
        var table = new Table("solver", "factors", "epoch ms", "median ms", "faster", "bytes/epoch");
        foreach (var factors in new[] { 64, 128 })
        {
            var plain = PlainPass(matrix, factors);
            table.Add("plain loops", $"{factors}", $"{plain * 1e3:F0}", string.Empty, "1.0", string.Empty);
            Add("cholesky", new AlsOptions { Factors = factors, Solver = AlsSolver.Cholesky });
            Add("conjugate-gradient, 3 steps", new AlsOptions { Factors = factors, Solver = AlsSolver.ConjugateGradient });
            Add("block-coordinate, 32", new AlsOptions { Factors = factors, Solver = AlsSolver.BlockCoordinate, BlockSize = 32 });

            void Add(string name, AlsOptions als)
            {
                var (users, items) = Start(matrix, als);
                var context = new TrainingContext();
                var measured = Measure.Run(() =>
                {
                    users.Solve(items.Factors, context);
                    items.Solve(users.Factors, context);
                });
                table.Add(
                    name, $"{factors}", $"{measured.Minimum * 1e3:F1}", $"{measured.Median * 1e3:F1}", $"{plain / measured.Minimum:F1}", $"{measured.AllocatedBytes}");
            }
        }

        table.Print();
    }

    private static (AlsSide Users, AlsSide Items) Start(InteractionMatrix matrix, AlsOptions options)
    {
        var users = new AlsSide(matrix.ByUser, options);
        var items = new AlsSide(matrix.ByItem, options);
        items.Randomize(new SplittableRandom(1));
        return (users, items);
    }

    private static double PlainPass(InteractionMatrix matrix, int factors)
    {
        var options = new AlsOptions { Factors = factors };
        var (users, items) = Start(matrix, options);
        // A few rows first, so that the loops are compiled.
        PlainHalfPass(matrix.ByUser, 200, users.Factors, items.Factors, options);
        var start = Stopwatch.GetTimestamp();
        PlainHalfPass(matrix.ByUser, matrix.Users, users.Factors, items.Factors, options);
        PlainHalfPass(matrix.ByItem, matrix.Items, items.Factors, users.Factors, options);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void PlainHalfPass(SparseMatrix matrix, int rows, DenseMatrix factors, DenseMatrix others, AlsOptions options)
    {
        var size = options.Factors;
        var gram = new float[size * size];
        for (var other = 0; other < others.Rows; other++)
        {
            AddOuterProduct(gram, others.Row(other), options.UnobservedWeight);
        }

        Parallel.For(0, rows, row =>
        {
            var system = (float[])gram.Clone();
            var solution = new float[size];
            var sum = 0f;
            var weights = matrix.RowValues(row);
            for (var entry = 0; entry < weights.Length; entry++)
            {
                var other = others.Row(matrix.RowIndices(row)[entry]);
                AddOuterProduct(system, other, weights[entry]);
                for (var at = 0; at < size; at++)
                {
                    solution[at] += weights[entry] * other[at];
                }

                sum += weights[entry];
            }

            for (var at = 0; at < size; at++)
            {
                system[at * size + at] += options.Regularization * MathF.Pow(sum + options.UnobservedWeight * others.Rows, options.RegularizationExponent);
            }

            Solve(system, solution);
            solution.CopyTo(factors.Row(row));
        });
    }

    private static void AddOuterProduct(Span<float> triangle, ReadOnlySpan<float> row, float weight)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var factor = weight * row[i];
            var target = triangle.Slice(i * row.Length, i + 1);
            for (var j = 0; j < target.Length; j++)
            {
                target[j] += factor * row[j];
            }
        }
    }

    // Cholesky factorization of the lower triangle, row by row, and substitution both ways.
    private static void Solve(float[] triangle, float[] solution)
    {
        var size = solution.Length;
        for (var i = 0; i < size; i++)
        {
            var row = triangle.AsSpan(i * size, size);
            for (var j = 0; j <= i; j++)
            {
                var earlier = triangle.AsSpan(j * size, size);
                var sum = row[j];
                for (var k = 0; k < j; k++)
                {
                    sum -= row[k] * earlier[k];
                }

                row[j] = i == j ? MathF.Sqrt(sum) : sum / earlier[j];
            }

            for (var k = 0; k < i; k++)
            {
                solution[i] -= row[k] * solution[k];
            }

            solution[i] /= row[i];
        }

        for (var i = size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < size; k++)
            {
                solution[i] -= triangle[k * size + i] * solution[k];
            }

            solution[i] /= triangle[i * size + i];
        }
    }
}
