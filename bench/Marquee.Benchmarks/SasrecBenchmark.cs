using System.Diagnostics;
using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;
using Marquee.Recommenders;

namespace Marquee.Benchmarks;

/// <summary>Passes of the training of sasrec over histories as long as those of MovieLens 1M, as a share of the matrix product's own rate, and what a step allocates.</summary>
internal static class SasrecBenchmark
{
    private const int Users = 400;
    private const int Items = 3416;
    private const int WarmUpPasses = 2;
    private const int Passes = 4;

    public static void Run(BenchmarkOptions options)
    {
        _ = options;
        var snapshot = Draw();
        Console.WriteLine($"{Passes - WarmUpPasses} passes over {Users} users and {Items} items, {snapshot.Interactions.Count} interactions, after {WarmUpPasses} to warm up. Operations are those of the matrix products alone.");
        var table = new Table("factors", "loss", "threads", "product GFLOP/s", "training GFLOP/s", "share", "of processor time", "bytes/step");
        foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            var rate = ProductRate(threads);
            foreach (var factors in new[] { 64, 128 })
            {
                Add(new SasrecOptions { Factors = factors });
            }

            Add(new SasrecOptions { Loss = SasrecLoss.SampledCrossEntropy });

            void Add(SasrecOptions of)
            {
                var (operations, seconds, processor, bytes) = Train(snapshot, of with { Epochs = Passes, TimeGaps = false }, threads);
                var reached = operations / seconds * 1e-9;
                table.Add(
                    $"{of.Factors}", $"{of.Loss}", $"{threads}", $"{rate:F0}", $"{reached:F0}", $"{reached / rate:P0}", $"{operations / processor * 1e-9 * threads / rate:P0}", $"{bytes}");
            }
        }

        table.Print();
    }

    private static double ProductRate(int threads)
    {
        const int n = 1024;
        var (a, b, c) = (Numbers.Matrix(n, n, 1), Numbers.Matrix(n, n, 2), new DenseMatrix(n, n));
        return Measure.Run(() => MatrixProduct.Multiply(a, false, b, false, c, maxDegreeOfParallelism: threads)).Gigaflops(2.0 * n * n * n);
    }

    private static (double Operations, double Seconds, double Processor, long Bytes) Train(Snapshot snapshot, SasrecOptions options, int threads)
    {
        var training = new SasrecTraining(snapshot, options, seed: 1);
        var watch = new Watch(training.Task.StepsOfPass * WarmUpPasses);
        var learnerOptions = training.LearnerOptions(new TrainingContext { MaxDegreeOfParallelism = threads }) with { Progress = watch };
        new Learner(training.Parameters, training.Task, new Adam { LearningRate = options.LearningRate }, learnerOptions).Run();
        var steps = training.Task.StepsOfPass * (Passes - WarmUpPasses);
        return (training.Task.OperationsOfPass * (Passes - WarmUpPasses), watch.Seconds, watch.Processor, watch.Bytes / steps);
    }

    private static Snapshot Draw()
    {
        var random = new SplittableRandom(1);
        var builder = new SnapshotBuilder();
        for (var item = 0; item < Items; item++)
        {
            builder.Add(new Item { Id = $"{item}" });
        }

        for (var user = 0; user < Users; user++)
        {
            // Half of the users of MovieLens 1M have fewer than 96 items, a quarter more than 208.
            var length = Math.Clamp((int)(96 * Math.Exp(1.1 * random.NextGaussian())), 20, 1500);
            for (var place = 0; place < length; place++)
            {
                var item = (int)(Items * random.NextDouble() * random.NextDouble());
                builder.Add(new Interaction { UserId = $"{user}", ItemId = $"{item}", Kind = InteractionKinds.Watch, Time = DateTimeOffset.UnixEpoch.AddHours(place) });
            }
        }

        return builder.Build(InteractionWeighting.Everything);
    }

    /// <summary>Notes time, processor time and memory when the warm-up is over and after each later step.</summary>
    private sealed class Watch(int warmUpSteps) : IProgress<LearningProgress>
    {
        private int _steps;
        private long _start;
        private TimeSpan _processor;
        private long _bytes;

        public double Seconds { get; private set; }

        public double Processor { get; private set; }

        public long Bytes { get; private set; }

        public void Report(LearningProgress value)
        {
            if (++_steps < warmUpSteps)
            {
                return;
            }

            if (_steps == warmUpSteps)
            {
                (_start, _processor, _bytes) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
            }
            else if (value.Step == value.Steps)
            {
                Bytes = GC.GetTotalAllocatedBytes(precise: true) - _bytes;
                Seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
                Processor = (Environment.CpuUsage.TotalTime - _processor).TotalSeconds;
            }
        }
    }
}
