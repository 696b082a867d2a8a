using System.Diagnostics;
using System.Globalization;
using Marquee.Data;
using Marquee.Storage;

namespace Marquee.Benchmarks;

/// <summary>
/// Stores with MovieLens 1M in them: importing, loading, and durable commits of few and many interactions of random users, beside as many bytes appended to a file and flushed. PostgreSQL is measured
/// where the environment variable <c>MARQUEE_POSTGRES</c> names an empty database.
/// </summary>
internal static class StoreBenchmark
{
    /// <summary>What an interaction takes in a line of the shortest text that could be appended instead.</summary>
    private const int BytesAnEvent = 64;

    private static readonly int[] Sizes = [1, 10, 64, 1000];

    public static void Run(BenchmarkOptions options)
    {
        // On the disk of the working folder: the one for temporary files is in memory on many machines.
        var folder = Directory.CreateDirectory(Path.Combine(options.OutputDirectory ?? ".", "store-benchmark"));
        try
        {
            var table = new Table("work", "median ms", "fastest ms", "processor ms", "events/s", "of bare");
            var bare = Sizes.ToDictionary(size => size, size => Append(Path.Combine(folder.FullName, "bare"), size * BytesAnEvent));
            foreach (var size in Sizes)
            {
                Add(table, $"bare: append and flush {size}", bare[size], size, bare[size]);
            }

            Measure(table, "sqlite", $"sqlite:{Path.Combine(folder.FullName, "marquee.db")}", options, bare);
            if (Environment.GetEnvironmentVariable("MARQUEE_POSTGRES") is { Length: > 0 } connection)
            {
                Measure(table, "postgres", $"postgres:{connection}", options, bare);
            }

            table.Print();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(Table table, string name, string connection, BenchmarkOptions options, Dictionary<int, Measurement> bare)
    {
        using var store = DataStores.Open(connection, ".");
        var data = Path.Combine(options.DataDirectory, "movielens-1m");
        var clock = Stopwatch.StartNew();
        var processor = Environment.CpuUsage.TotalTime;
        DatasetImporter.Import(store, DatasetFormats.Find("movielens-1m"), data);
        table.Add($"{name}: import", $"{clock.ElapsedMilliseconds}", "", $"{(Environment.CpuUsage.TotalTime - processor).TotalMilliseconds:F0}", "", "");
        Add(table, $"{name}: load", Benchmarks.Measure.Run(() => store.Load()), 0, null);
        using var writer = store.OpenWriter();
        var number = 0;
        foreach (var size in Sizes)
        {
            Add(table, $"{name}: commit {size}", Benchmarks.Measure.Run(() => Commit(writer, size, ref number)), size, bare[size]);
        }
    }

    private static void Commit(IStoreWriter writer, int size, ref int number)
    {
        for (var at = 0; at < size; at++, number++)
        {
            // Multiples of primes: users and items in no order, as they come to a service.
            writer.Add(new Interaction
            {
                UserId = string.Create(CultureInfo.InvariantCulture, $"{1 + (number * 7919L % 6040)}"),
                ItemId = string.Create(CultureInfo.InvariantCulture, $"{1 + (number * 104729L % 3883)}"),
                Kind = InteractionKinds.Watch,
                Progress = 0.5f,
                Time = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000 + number),
            });
        }

        writer.Commit();
    }

    private static Measurement Append(string path, int bytes)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var line = new byte[bytes];
        return Benchmarks.Measure.Run(() =>
        {
            file.Write(line);
            file.Flush(flushToDisk: true);
        });
    }

    private static void Add(Table table, string work, Measurement measured, int events, Measurement? bare) =>
        table.Add(
            work,
            $"{measured.Median * 1e3:F2}",
            $"{measured.Minimum * 1e3:F2}",
            $"{measured.Processor * 1e3:F2}",
            events == 0 ? "" : $"{events / measured.Median:F0}",
            bare is { } other ? $"{other.Median / measured.Median:F2}" : "");
}
