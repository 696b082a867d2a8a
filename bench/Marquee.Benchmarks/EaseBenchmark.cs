using Marquee.Data;
using Marquee.Numerics;
using Marquee.Recommenders;

namespace Marquee.Benchmarks;

/// <summary>Training ease and scoring everyone with it, beside the same scores by plain loops and the rate of the matrix product.</summary>
internal static class EaseBenchmark
{
    private const int UsersPerBlock = 128;

    public static void Run(BenchmarkOptions options)
    {
        var snapshot = MovieLens.ReadSnapshot1M(options);
        var interactions = snapshot.Interactions;
        var a = Numbers.Matrix(1024, 1024, 1);
        var product = new DenseMatrix(1024, 1024);
        var productRate = Measure.Run(() => MatrixProduct.Multiply(a, false, a, false, product)).Gigaflops(2.0 * 1024 * 1024 * 1024);
        EaseModel model = null!;
        var train = Measure.Run(() => model = EaseTrainer.Train(snapshot, new EaseOptions(), new TrainingContext()));
        var score = Measure.Run(() => ScoreEveryone(model, interactions));
        var weights = Numbers.Matrix(interactions.Items, interactions.Items, 2);
        var plain = Measure.Run(() => ScorePlainly(weights, interactions), warmUpSeconds: 0, seconds: 0);

        var cube = Math.Pow(interactions.Items, 3);
        Console.WriteLine($"Matrix product of 1024^3 in this run: {productRate:F0} GFLOP/s. Times of the fastest run.");
        var table = new Table("work", "ms", "median ms", "ratio", "bytes/run");
        table.Add("train", $"{train.Minimum * 1e3:F0}", $"{train.Median * 1e3:F0}", $"{train.Gigaflops(cube) / productRate:P0} of the product's rate, for items^3 operations", $"{train.AllocatedBytes}");
        table.Add("score everyone", $"{score.Minimum * 1e3:F0}", $"{score.Median * 1e3:F0}", $"{plain.Minimum / score.Minimum:F1} x plain loops", $"{score.AllocatedBytes}");
        table.Add("score everyone, plain loops", $"{plain.Minimum * 1e3:F0}", $"{plain.Median * 1e3:F0}", "1.0", $"{plain.AllocatedBytes}");
        table.Add("train + score everyone", $"{(train.Minimum + score.Minimum) * 1e3:F0}", $"{(train.Median + score.Median) * 1e3:F0}", string.Empty, string.Empty);
        table.Print();
    }

    private static void ScoreEveryone(EaseModel model, InteractionMatrix interactions) =>
        ForBlocks(interactions, (start, end, block) =>
        {
            var histories = new History[end - start];
            for (var user = start; user < end; user++)
            {
                histories[user - start] = interactions.HistoryOf(user);
            }

            model.Score(histories, block.Slice(0, histories.Length));
        });

    private static void ScorePlainly(DenseMatrix weights, InteractionMatrix interactions) =>
        ForBlocks(interactions, (start, end, block) =>
        {
            block.Span.Clear();
            for (var user = start; user < end; user++)
            {
                var scores = block.Row(user - start);
                foreach (var item in interactions.ByUser.RowIndices(user))
                {
                    var row = weights.Row(item);
                    for (var other = 0; other < row.Length; other++)
                    {
                        scores[other] += row[other];
                    }
                }
            }
        });

    private static void ForBlocks(InteractionMatrix interactions, Action<int, int, DenseMatrix> body) =>
        ParallelBlocks.For(
            interactions.Users,
            UsersPerBlock,
            0,
            () => new DenseMatrix(UsersPerBlock, interactions.Items),
            (start, end, _, block) => body(start, end, block));
}
