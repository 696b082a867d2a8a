using Marquee.Numerics;

namespace Marquee.Benchmarks;

/// <summary>Inverse and factorization of positive definite matrices, against the rate of the product.</summary>
internal static class CholeskyBenchmark
{
    public static void Run(BenchmarkOptions options)
    {
        _ = options;
        Console.WriteLine("Positive definite matrices. Rates count n^3 operations for the inverse and n^3 / 3 for the factor.");
        Console.WriteLine("Ratios use the fastest run and compare with the product of two n x n matrices on as many threads.");
        var table = new Table("what", "order", "threads", "median ms", "min ms", "GFLOP/s", "of product", "bytes/run");
        foreach (var order in new[] { 1024, 3706 })
        {
            var factor = Numbers.Matrix(order, order, 1);
            var original = new DenseMatrix(order, order);
            RankUpdate.OfRows(factor, original);
            for (var row = 0; row < order; row++)
            {
                original[row, row] += order;
            }

            var work = new DenseMatrix(order, order);
            foreach (var threads in new SortedSet<int> { 1, Environment.ProcessorCount })
            {
                var cube = (double)order * order * order;
                var product = Measure.Run(() => MatrixProduct.Multiply(factor, false, original, false, work, 1, 0, threads));
                var copy = Measure.Run(() => original.Span.CopyTo(work.Span), 0.1, 0.2);
                var rate = product.Gigaflops(2 * cube);
                Add("product", product, 2 * cube, 0);
                Add("inverse", Measure.Run(() =>
                {
                    original.Span.CopyTo(work.Span);
                    PositiveDefiniteInverse.Invert(work, threads);
                }), cube, copy.Minimum);
                Add("factor", Measure.Run(() =>
                {
                    original.Span.CopyTo(work.Span);
                    CholeskyFactorization.InPlace(work, threads);
                }), cube / 3, copy.Minimum);

                void Add(string what, Measurement measured, double operations, double copying)
                {
                    var seconds = measured.Minimum - copying;
                    var reached = operations / seconds * 1e-9;
                    table.Add(
                        what, $"{order}", $"{threads}", $"{(measured.Median - copying) * 1e3:F1}", $"{seconds * 1e3:F1}", $"{reached:F0}",
                        $"{reached / rate:P0}", $"{measured.AllocatedBytes}");
                }
            }
        }

        table.Print();
    }
}
