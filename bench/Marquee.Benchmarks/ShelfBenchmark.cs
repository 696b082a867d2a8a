using System.Diagnostics;
using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Benchmarks;

/// <summary>Every family of the catalogue on MovieLens 1M: training, and ten items for all users from their histories; as ratios to one of them.</summary>
/// <remarks>One family after another, each forgotten before the next is trained, so that memory stays at the largest of them.</remarks>
internal static class ShelfBenchmark
{
    private const string Reference = "ease";
    private const int Wanted = 10;

    // A block of users reads a model once; a matrix of all pairs of items fits in no cache.
    private const int UsersPerBlock = 512;

    // A training that takes longer than this is not run again: its time is known well enough.
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
        log.WriteLine($"{snapshot.Interactions}; {Environment.ProcessorCount} threads. Times of the fastest run; ratios to {Reference}.");
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
        var table = new Table("model", "training s", "of ease's time", "training MB", "users/s", "of ease's speed", "scoring kB a user");
        foreach (var row in rows)
        {
            table.Add(
                row.Options.Length == 0 ? row.Name : $"{row.Name} {string.Join(' ', row.Options)}",
                $"{row.Training.Minimum:0.000}",
                $"{row.Training.Minimum / reference.Training.Minimum:0.##}",
                $"{row.Training.AllocatedBytes / 1e6:0.#}",
                $"{snapshot.Users.Count / row.Scoring.Minimum:#,0}",
                $"{reference.Scoring.Minimum / row.Scoring.Minimum:0.##}",
                $"{row.Scoring.AllocatedBytes / 1e3 / snapshot.Users.Count:0.##}");
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
            var began = Stopwatch.GetTimestamp();
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            model = family.Train(snapshot, options, new TrainingContext());
            var first = Stopwatch.GetElapsedTime(began).TotalSeconds;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            var training = first > LongTraining
                ? new Measurement(first, first, allocated, 1)
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
