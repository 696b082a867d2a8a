using System.Diagnostics;
using System.Globalization;
using Marquee.Content;
using Marquee.Numerics;

namespace Marquee.Benchmarks;

/// <summary>Maps: time, memory and quality of each form beside the exact one; on clouds of points, and on the videos of YouTube-8M where they are there.</summary>
internal static class MapsBenchmark
{
    private const int Dimensions = 50;
    private const int Clouds = 30;
    private const int VideoBytes = 1152;

    public static void Run(BenchmarkOptions options)
    {
        Console.WriteLine($"Maps of points in {Dimensions} dimensions: 250 + 500 steps, perplexity 30, {Environment.ProcessorCount} cores; one run each. Kept neighbours: of the 10 nearest. Label error: of the nearest one, on the map and among the points themselves.");
        Console.WriteLine("Clusters beside the labels: adjusted Rand index (1 the same, 0 chance), and that of k-means with as many clusters.");
        var table = new Table("data", "points", "form", "seconds", "processor s", "allocated MB", "divergence", "kept neighbours", "label error", "of the points", "clusters", "Rand", "k-means");
        var videos = Path.Combine(options.DataDirectory, "youtube-8m");
        Sources(table, options, "clouds", [3000, 10000, 60000], Draw);
        if (Directory.Exists(videos))
        {
            Sources(table, options, "youtube-8m", [3000, 10000, 30000], items => Read(videos, items));
        }
        else
        {
            Console.WriteLine($"YouTube-8M is not in {options.DataDirectory}.");
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

    private static void Sources(Table table, BenchmarkOptions options, string name, int[] sizes, Func<int, (DenseMatrix Points, int[] Labels)> read)
    {
        foreach (var items in sizes)
        {
            MapForm[] forms = items > 10000 ? [MapForm.Grid] : [MapForm.Exact, MapForm.BarnesHut, MapForm.Grid];
            forms = [.. forms.Where(form => options.Only.Count == 0 || options.Only.All(word => word == name || word == $"{items}" || word.Equals($"{form}", StringComparison.OrdinalIgnoreCase)))];
            if (forms.Length > 0)
            {
                var (points, labels) = read(items);
                var error = MapQuality.LabelError(points, labels);
                foreach (var form in forms)
                {
                    Add(table, name, points, labels, error, form);
                }
            }
        }
    }

    private static void Add(Table table, string name, DenseMatrix points, int[] labels, double error, MapForm form)
    {
        var (clock, processor, allocated) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        var map = NeighbourMap.LayOut(points, new NeighbourMapOptions { Form = form });
        var seconds = clock.Elapsed.TotalSeconds;
        processor = Environment.CpuUsage.TotalTime - processor;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var clusters = MapClusters.Find(map.Positions);
        var count = clusters.Max() + 1;
        table.Add(
            name, $"{points.Rows}", $"{map.Form}", $"{seconds:F1}", $"{processor.TotalSeconds:F1}", $"{allocated / 1e6:F0}", $"{map.Divergence:F3}",
            $"{MapQuality.KeptNeighbours(points, map.Positions):F3}", $"{MapQuality.LabelError(map.Positions, labels):F3}", $"{error:F3}",
            $"{count}", $"{AdjustedRand(clusters, labels):F3}", $"{AdjustedRand(KMeans(map.Positions, count), labels):F3}");
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
                points[row, column] = (0.35f * centres[labels[row], column]) + (points[row, column] * (float)Math.Pow(0.97, (column + (7 * labels[row])) % Dimensions));
            }
        }

        return (points, labels);
    }

    // The first videos of the file; the label of a video is its first, which is the most frequent of its labels.
    private static (DenseMatrix Points, int[] Labels) Read(string folder, int items)
    {
        var points = new DenseMatrix(items, VideoBytes);
        using (var file = File.OpenRead(Path.Combine(folder, "features.u8")))
        {
            var bytes = new byte[VideoBytes];
            for (var row = 0; row < items; row++)
            {
                file.ReadExactly(bytes);
                for (var column = 0; column < VideoBytes; column++)
                {
                    points[row, column] = (bytes[column] * (4f / 255)) + (4f / 512) - 2;
                }
            }
        }

        int[] labels = [.. File.ReadLines(Path.Combine(folder, "labels.tsv")).Skip(1).Take(items).Select(line => int.Parse(line.Split('\t')[2].Split(' ')[0], CultureInfo.InvariantCulture))];
        return (PrincipalDirections.Project(points, Dimensions), labels);
    }

    private static double AdjustedRand(int[] left, int[] right)
    {
        static double Pairs(IEnumerable<int> counts) => counts.Sum(count => count * (count - 1.0) / 2);
        var both = Pairs(left.Zip(right).CountBy(pair => pair).Select(count => count.Value));
        var (inLeft, inRight) = (Pairs(left.CountBy(label => label).Select(count => count.Value)), Pairs(right.CountBy(label => label).Select(count => count.Value)));
        var chance = inLeft * inRight / Pairs([left.Length]);
        return (both - chance) / (((inLeft + inRight) / 2) - chance);
    }

    // Lloyd's algorithm from centres far from each other (k-means++).
    private static int[] KMeans(DenseMatrix points, int count)
    {
        var random = new SplittableRandom(1);
        var centres = new List<(double X, double Y)> { (points[0, 0], points[0, 1]) };
        while (centres.Count < count)
        {
            var squares = Enumerable.Range(0, points.Rows).Select(row => centres.Min(centre => Square(row, centre))).ToArray();
            var left = random.NextDouble() * squares.Sum();
            var chosen = Array.FindIndex(squares, square => (left -= square) <= 0);
            centres.Add((points[Math.Max(chosen, 0), 0], points[Math.Max(chosen, 0), 1]));
        }

        var nearest = new int[points.Rows];
        for (var step = 0; step < 50; step++)
        {
            for (var row = 0; row < points.Rows; row++)
            {
                nearest[row] = Enumerable.Range(0, count).MinBy(centre => Square(row, centres[centre]));
            }

            foreach (var own in Enumerable.Range(0, points.Rows).GroupBy(row => nearest[row]))
            {
                centres[own.Key] = (own.Average(row => points[row, 0]), own.Average(row => points[row, 1]));
            }
        }

        return nearest;

        double Square(int row, (double X, double Y) centre) => ((points[row, 0] - centre.X) * (points[row, 0] - centre.X)) + ((points[row, 1] - centre.Y) * (points[row, 1] - centre.Y));
    }
}
