using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Benchmarks;

/// <summary>Ten items for everyone: selecting them from scores, and the whole way from histories.</summary>
internal static class TopKBenchmark
{
    private const int Wanted = 10;
    private const int UsersPerBlock = 64;

    public static void Run(BenchmarkOptions options)
    {
        var matrix = MovieLens.Read1M(options);
        Console.WriteLine($"Top {Wanted} for all users, seen items left out, times of the fastest run.");
        var table = new Table("work", "ms", "median ms", "users/s", "bytes/run");
        var scores = Numbers.Matrix(matrix.Users, matrix.Items, 1);
        Add("select from scores", () => ForBlocks(matrix, (start, end, _) => Select(matrix, start, end, scores.Slice(start, end - start))));
        Add("the same by sorting", () => ForBlocks(matrix, (start, end, _) => Sort(matrix, start, end, scores)));
        foreach (var factors in new[] { 64, 128 })
        {
            IRecommender model = Train(matrix, new AlsOptions { Factors = factors });
            Add($"als {factors}: fold in, score, select", () => ForBlocks(matrix, (start, end, block) =>
            {
                var histories = new History[end - start];
                for (var user = start; user < end; user++)
                {
                    histories[user - start] = matrix.HistoryOf(user);
                }

                var scored = block.Slice(0, end - start);
                model.Score(histories, scored);
                Select(matrix, start, end, scored);
            }));
        }

        table.Print();

        void Add(string name, Action work)
        {
            var measured = Measure.Run(work);
            table.Add(
                name, $"{measured.Minimum * 1e3:F1}", $"{measured.Median * 1e3:F1}", $"{matrix.Users / measured.Minimum:F0}", $"{measured.AllocatedBytes}");
        }
    }

    private static void ForBlocks(InteractionMatrix matrix, Action<int, int, DenseMatrix> body) =>
        ParallelBlocks.For(
            matrix.Users,
            UsersPerBlock,
            0,
            () => new DenseMatrix(UsersPerBlock, matrix.Items),
            (start, end, _, block) => body(start, end, block));

    private static void Select(InteractionMatrix matrix, int start, int end, DenseMatrix scores)
    {
        Span<int> items = stackalloc int[Wanted];
        Span<float> values = stackalloc float[Wanted];
        for (var user = start; user < end; user++)
        {
            TopK.Select(scores.Row(user - start), items, values, matrix.ByUser.RowIndices(user));
        }
    }

    private static void Sort(InteractionMatrix matrix, int start, int end, DenseMatrix scores)
    {
        var items = new int[matrix.Items];
        var values = new float[matrix.Items];
        for (var user = start; user < end; user++)
        {
            scores.Row(user).CopyTo(values);
            for (var item = 0; item < items.Length; item++)
            {
                items[item] = item;
            }

            foreach (var seen in matrix.ByUser.RowIndices(user))
            {
                values[seen] = float.NegativeInfinity;
            }

            Array.Sort(values, items);
        }
    }

    // One pass: how fast a model answers does not depend on how well it does.
    private static AlsModel Train(InteractionMatrix matrix, AlsOptions options)
    {
        var users = new AlsSide(matrix.ByUser, options);
        var items = new AlsSide(matrix.ByItem, options);
        items.Randomize(new SplittableRandom(1));
        users.Solve(items.Factors, new TrainingContext());
        items.Solve(users.Factors, new TrainingContext());
        return new AlsModel(options, items.Factors);
    }
}
