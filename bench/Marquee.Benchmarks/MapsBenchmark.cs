using System.Diagnostics;
using Marquee.Content;
using Marquee.Numerics;

namespace Marquee.Benchmarks;

/// <summary>Maps: seconds, memory and quality of each form on clouds of points, and beside the exact form on 3,000.</summary>
internal static class MapsBenchmark
{
    private const int Dimensions = 50;
    private const int Clouds = 30;

    public static void Run(BenchmarkOptions options)
    {
        Console.WriteLine($"Maps of {Clouds} overlapping clouds of points in {Dimensions} dimensions; 250 + 500 steps, perplexity 30, {Environment.ProcessorCount} cores. Kept neighbours: of the 10 nearest. Label error: of the nearest one.");
        var table = new Table("points", "form", "seconds", "processor s", "allocated MB", "kept neighbours", "label error", "divergence");
        foreach (var (items, form) in ((int, MapForm)[])
            [(3000, MapForm.Exact), (3000, MapForm.BarnesHut), (3000, MapForm.Grid), (10000, MapForm.Exact), (10000, MapForm.BarnesHut), (10000, MapForm.Grid), (60000, MapForm.Grid)])
        {
            if (options.Only.Count > 0 && !options.Only.Contains($"{items}") && !options.Only.Contains($"{form}", StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            var (points, labels) = Draw(items);
            Add(table, points, labels, form);
        }

        if (options.Markdown)
        {
            table.PrintMarkdown();
        }
        else
        {
            table.Print();
        }
    }

    private static void Add(Table table, DenseMatrix points, int[] labels, MapForm form)
    {
        var (clock, processor, allocated) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        var map = NeighbourMap.LayOut(points, new NeighbourMapOptions { Form = form });
        var seconds = clock.Elapsed.TotalSeconds;
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        table.Add(
            $"{points.Rows}", $"{map.Form}", $"{seconds:F1}", $"{processor.TotalSeconds:F1}", $"{allocated / 1e6:F0}",
            $"{MapQuality.KeptNeighbours(points, map.Positions):F3}", $"{MapQuality.LabelError(map.Positions, labels):F3}", $"{map.Divergence:F3}");
        Console.Error.WriteLine($"{points.Rows} {form}: {seconds:F1} s");
    }

    // Clouds that overlap, each flat in its own way, as embeddings are.
    private static (DenseMatrix Points, int[] Labels) Draw(int items)
    {
        var random = new SplittableRandom(1);
        var centres = Numbers.Matrix(Clouds, Dimensions, 2);
        var points = Numbers.Matrix(items, Dimensions, 3);
        var labels = new int[items];
        for (var row = 0; row < items; row++)
        {
            labels[row] = random.Next(Clouds);
            for (var column = 0; column < Dimensions; column++)
            {
                points[row, column] = (0.12f * centres[labels[row], column]) + (points[row, column] * (float)Math.Pow(0.9, (column + (7 * labels[row])) % Dimensions));
            }
        }

        return (points, labels);
    }
}
