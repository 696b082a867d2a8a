using Marquee.Numerics;

namespace Marquee.Benchmarks;

/// <summary>The matrix product with every kernel, against the scalar form and against what the processor can do at most.</summary>
internal static class ProductBenchmark
{
    public static void Run(BenchmarkOptions options)
    {
        _ = options;
        var all = Environment.ProcessorCount;
        var peaks = new SortedDictionary<int, double> { [1] = ProcessorPeak.Gigaflops(1), [all] = ProcessorPeak.Gigaflops(all) };
        Console.WriteLine("Peak: measured in this run by a loop of multiply-adds on registers only (16 independent sums of the widest vectors).");
        foreach (var (threads, peak) in peaks)
        {
            Console.WriteLine($"  {threads} thread{(threads == 1 ? "" : "s")}: {peak:F0} GFLOP/s");
        }

        Console.WriteLine();
        const int n = 1024;
        var a = Numbers.Matrix(n, n, 1);
        var b = Numbers.Matrix(n, n, 2);
        var c = new DenseMatrix(n, n);
        Console.WriteLine($"Product of {n} x {n} matrices, {2.0 * n * n * n * 1e-9:F2} GFLOP. Ratios use the fastest run.");
        var table = new Table("kernel", "threads", "median ms", "min ms", "GFLOP/s", "x scalar", "of peak", "bytes/run");
        var scalar = new Dictionary<int, double>();
        foreach (var width in SimdWidths.Supported)
        {
            var kernel = MatrixKernels.For(width).Tile;
            foreach (var threads in peaks.Keys)
            {
                var measured = Measure.Run(() => MatrixProduct.Multiply(kernel, a, false, b, false, c, 1, 0, threads));
                scalar.TryAdd(threads, measured.Minimum);
                var rate = measured.Gigaflops(2.0 * n * n * n);
                table.Add(
                    $"{width}", $"{threads}", $"{measured.Median * 1e3:F2}", $"{measured.Minimum * 1e3:F2}", $"{rate:F0}",
                    $"{scalar[threads] / measured.Minimum:F1}", $"{rate / peaks[threads]:P0}", $"{measured.AllocatedBytes}");
            }
        }

        table.Print();
        Console.WriteLine();
        RunShapes(peaks[1]);
    }

    private static void RunShapes(double peak)
    {
        Console.WriteLine("Other shapes, one thread, chosen kernel.");
        var table = new Table("m x n x k", "min us", "GFLOP/s", "of peak", "bytes/run");
        foreach (var (m, n, k) in new[]
                 {
                     (16, 16, 16), (64, 64, 64), (100, 100, 100), (256, 256, 256), (1, 4096, 64), (8, 4096, 64), (64, 4096, 64),
                     (4096, 64, 64), (64, 64, 4096), (2000, 2000, 64), (13, 33, 2000),
                 })
        {
            var a = Numbers.Matrix(m, k, 1);
            var b = Numbers.Matrix(k, n, 2);
            var c = new DenseMatrix(m, n);
            var measured = Measure.Run(() => MatrixProduct.Multiply(a, false, b, false, c, maxDegreeOfParallelism: 1), 0.2, 0.3);
            var rate = measured.Gigaflops(2.0 * m * n * k);
            table.Add($"{m} x {n} x {k}", $"{measured.Minimum * 1e6:F1}", $"{rate:F1}", $"{rate / peak:P0}", $"{measured.AllocatedBytes}");
        }

        table.Print();
    }
}
