using System.Diagnostics;
using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Benchmarks;

/// <summary>Every family of the catalogue on MovieLens 1M: training, and ten items for all users from their histories; as ratios to one of them.</summary>
/// <remarks>Counts processor seconds, divided by the number of threads: the time on a machine with nothing else to do, if the threads share the work well. One family after another, each forgotten before the next is trained, so that memory stays at the largest of them.</remarks>
internal static class ShelfBenchmark
{
    private const string Reference = "ease";
    private const int Wanted = 10;

    // A block of users reads a model once; a matrix of all pairs of items fits in no cache.
    private const int UsersPerBlock = 512;

    // A training of more processor seconds is not run again: its time is known well enough.
    private const double LongTraining = 3;

    /// <summary>Options other than the defaults. As in the suite ncf-1m, where it has the family.</summary>
    private static IReadOnlyDictionary<string, string[]> Options { get; } = new Dictionary<string, string[]>
    {
        ["ease"] = ["regularization=700"],
        ["als"] = ["factors=128"],
        ["bpr"] = ["epochs=30", "regularization=0.003"],
        ["slim"] = ["regularization=500"],
    };

    public static void Run(BenchmarkOptions options)
    {
        var snapshot = MovieLens.ReadWhole1M(options);
        var log = options.Markdown ? Console.Error : Console.Out;
        log.WriteLine($"{snapshot.Interactions}; {Environment.ProcessorCount} threads. Processor seconds over all threads; ratios to {Reference}.");
        var rows = new List<Row>();
        foreach (var family in ModelCatalogue.All.Where(family => options.Only.Count == 0 || family.Name == Reference || options.Only.Contains(family.Name)))
        {
            log.WriteLine(family.Name);
            if (Measured(family, snapshot) is { } row)
            {
                rows.Add(row);
            }

            // What one family left behind is no part of the next one's memory.
            GC.Collect();
        }

        var reference = rows.Single(row => row.Name == Reference);
        var table = new Table("model", "training, processor s", "of ease's", "training MB", "users/s", "of ease's", "scoring kB a user");
        foreach (var row in rows)
        {
            table.Add(
                row.Options.Length == 0 ? row.Name : $"{row.Name} {string.Join(' ', row.Options)}",
                $"{row.Training.Processor:0.000}",
                $"{row.Training.Processor / reference.Training.Processor:0.00}",
                $"{row.Training.AllocatedBytes / 1e6:0.0}",
                $"{snapshot.Users.Count * Environment.ProcessorCount / row.Scoring.Processor:#,0}",
                $"{reference.Scoring.Processor / row.Scoring.Processor:0.00}",
                $"{row.Scoring.AllocatedBytes / 1e3 / snapshot.Users.Count:0.00}");
        }

        if (options.Markdown)
        {
            table.PrintMarkdown();
        }
        else
        {
            table.Print();
        }

        log.WriteLine($"Peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB.");
    }

    private static Row? Measured(ModelFamily family, Snapshot snapshot)
    {
        var words = Options.GetValueOrDefault(family.Name, []);
        var options = family.Options.Parse(OptionSchema.Assignments(words));
        IModel? model = null;
        try
        {
            // Before a training that is short, one to warm up.
            var began = Stopwatch.GetTimestamp();
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var processor = Environment.CpuUsage.TotalTime;
            model = family.Train(snapshot, options, new TrainingContext());
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            processor = Environment.CpuUsage.TotalTime - processor;
            var training = processor.TotalSeconds > LongTraining
                ? new Measurement(seconds, seconds, GC.GetTotalAllocatedBytes(precise: true) - allocated, 1, processor.TotalSeconds)
                : Measure.Run(() => model = family.Train(snapshot, options, new TrainingContext()), warmUpSeconds: 0);
            return new Row(family.Name, words, training, Measure.Run(() => RecommendToAll(model, snapshot)));
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidDataException or OptionException)
        {
            // A family may need what these data do not have.
            Console.Error.WriteLine($"{family.Name}: {exception.Message}");
            return null;
        }
    }

    private static void RecommendToAll(IModel model, Snapshot snapshot)
    {
        var byUser = snapshot.Interactions.ByUser;
        ParallelBlocks.For(
            snapshot.Users.Count,
            UsersPerBlock,
            0,
            () => new DenseMatrix(UsersPerBlock, model.ItemCount),
            (start, end, _, block) =>
            {
                var histories = new History[end - start];
                for (var user = start; user < end; user++)
                {
                    histories[user - start] = snapshot.HistoryOf(user);
                }

                var scores = block.Slice(0, end - start);
                model.Score(histories, scores);
                Span<int> items = stackalloc int[Wanted];
                Span<float> values = stackalloc float[Wanted];
                for (var user = start; user < end; user++)
                {
                    TopK.Select(scores.Row(user - start), items, values, byUser.RowIndices(user));
                }
            });
    }

    private sealed record Row(string Name, string[] Options, Measurement Training, Measurement Scoring);
}
