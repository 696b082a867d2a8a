using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Benchmarks;

/// <summary>Boosted trees as the ranker of the hybrid grows and asks them: 200 candidates a question, 28 features, six leaves.</summary>
internal static class BoostingBenchmark
{
    private const int Questions = 500;
    private const int Candidates = 200;
    private const int Features = 28;
    private const int Trees = 20;
    private const int TreesAsked = 300;

    public static void Run(BenchmarkOptions options)
    {
        var (table, labels) = Draw();
        var objective = new LambdaRankObjective(labels, [.. Enumerable.Range(0, Questions + 1).Select(question => question * Candidates)], 20);
        var settings = new BoostingOptions { Trees = Trees, LearningRate = 0.05, MaximumLeaves = 6, MinimumRows = 200, MaximumBins = 64, FeatureFraction = 0.5, RowFraction = 0.7 };
        Console.WriteLine($"Boosted trees on {Questions * Candidates} rows of {Features} features: {Trees} trees of 6 leaves by LambdaRank; scores of {Candidates} rows by {TreesAsked} trees. Times of the fastest run; processor time is the mean over all threads.");
        var result = new Table("work", "ms", "median ms", "processor ms", "millions of rows x trees a second", "bytes/run");
        Add("grow, one thread", Questions * Candidates * Trees, () => GradientBoosting.Train(table, objective, settings with { MaxDegreeOfParallelism = 1 }));
        Add("grow, all threads", Questions * Candidates * Trees, () => GradientBoosting.Train(table, objective, settings));
        var grown = GradientBoosting.Train(table, objective, settings);
        var trees = BoostedTrees.Mean([.. Enumerable.Repeat(grown, TreesAsked / Trees)]);
        var (head, scores) = (table.Slice(0, Candidates), new float[Candidates]);
        Add("score one by one", Candidates * TreesAsked, () =>
        {
            for (var row = 0; row < Candidates; row++)
            {
                scores[row] = trees.Predict(head.Row(row));
            }
        });
        Add("score sixteen at once", Candidates * TreesAsked, () => trees.Predict(head, scores));
        result.Print();

        void Add(string name, double work, Action run)
        {
            var measured = Measure.Run(run);
            result.Add(name, $"{measured.Minimum * 1e3:F3}", $"{measured.Median * 1e3:F3}", $"{measured.Processor * 1e3:F3}", $"{work / measured.Minimum * 1e-6:F1}", $"{measured.AllocatedBytes}");
        }
    }

    private static (DenseMatrix Table, float[] Labels) Draw()
    {
        var table = Numbers.Matrix(Questions * Candidates, Features, 1);
        var random = new SplittableRandom(2);
        var labels = new float[table.Rows];
        for (var row = 0; row < labels.Length; row++)
        {
            var values = table.Row(row);
            labels[row] = values[0] + values[1] * values[2] + random.NextGaussian() > 2 ? 1 : 0;
        }

        return (table, labels);
    }
}
