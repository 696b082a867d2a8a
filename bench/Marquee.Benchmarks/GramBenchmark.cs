using Marquee.Numerics;

namespace Marquee.Benchmarks;

/// <summary>Small systems of normal equations, one thread: what an epoch of alternating least squares does for each user.</summary>
internal static class GramBenchmark
{
    private const int Repeats = 20;

    public static void Run(BenchmarkOptions options)
    {
        _ = options;
        var peak = ProcessorPeak.Gigaflops(1);
        Console.WriteLine($"Weighted outer products into one triangle, and the solution, one thread; peak {peak:F0} GFLOP/s. Ratios use the fastest run.");
        var table = new Table("factors", "rows", "outer us", "GFLOP/s", "of peak", "solve us", "GFLOP/s", "bytes/run");
        foreach (var order in new[] { 8, 16, 32, 50, 64, 128, 192, 256 })
        {
            var factors = Numbers.Matrix(4000, order, 1);
            var start = new DenseMatrix(order, order);
            var system = new PositiveDefiniteSystem(order);
            var solution = new float[order];
            var random = new SplittableRandom(3);
            foreach (var rows in new[] { 5, 20, 165, 2000 })
            {
                var indices = new int[rows];
                var weights = new float[rows];
                for (var i = 0; i < rows; i++)
                {
                    indices[i] = random.Next(4000);
                    weights[i] = random.NextSingle();
                }

                var reset = Measure.Run(Repeat(() => system.Reset(start, 10)), 0.05, 0.1);
                var built = Measure.Run(
                    Repeat(() =>
                    {
                        system.Reset(start, 10);
                        system.AddOuterProducts(factors, indices, weights);
                    }),
                    0.1,
                    0.2);
                var solved = Measure.Run(
                    Repeat(() =>
                    {
                        system.Reset(start, 10);
                        system.Solve(solution);
                    }),
                    0.1,
                    0.2);
                var outer = (built.Minimum - reset.Minimum) / Repeats;
                var solve = (solved.Minimum - reset.Minimum) / Repeats;
                var outerRate = (double)rows * order * (order + 1) / outer * 1e-9;
                var solveRate = ((double)order * order * order / 3 + 2.0 * order * order) / solve * 1e-9;
                table.Add(
                    $"{order}", $"{rows}", $"{outer * 1e6:F2}", $"{outerRate:F1}", $"{outerRate / peak:P0}", $"{solve * 1e6:F2}",
                    $"{solveRate:F1}", $"{built.AllocatedBytes / Repeats}");
            }
        }

        table.Print();
    }

    // The clock ticks in tenths of a microsecond.
    private static Action Repeat(Action work) => () =>
    {
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            work();
        }
    };
}
