using Marquee.Data;
using Marquee.Numerics;
using Marquee.Numerics.Learning;
using Marquee.Recommenders;

namespace Marquee.Benchmarks;

/// <summary>Steps of training beside the matrix product itself, on as many threads: floating-point operations a second (those of products, forward and back, over the whole time of a step), and allocated bytes.</summary>
internal static class LearningBenchmark
{
    // Steps differ in size, and each slice takes memory until it has seen one of the largest.
    private const int WarmUpSteps = 32;
    private const int LeastSteps = 10;
    private const double Seconds = 4;

    public static void Run(BenchmarkOptions options)
    {
        var table = new Table("training", "threads", "GFLOP/s", "of the product", "by processor time", "GFLOP/step", "step ms", "bytes/step");
        var interactions = new Lazy<Snapshot>(() => MovieLens.ReadSnapshot1M(options));
        foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            var product = Product(threads);
            table.Add("matrix product, 1024^3", $"{threads}", $"{product.Wall:F0}", "100 %", "100 %", "2.147", string.Empty, string.Empty);
            if (Wanted("mlp"))
            {
                Add("mlp 256-512-512-1, batch of 1024", threads, product, meter => TrainNetwork(threads, meter));
            }

            foreach (var setup in new[] { "sasrec", "multitask" })
            {
                if (Wanted(setup) && ModelCatalogue.All.FirstOrDefault(family => family.Name == setup) is { } family)
                {
                    Add($"{setup}, MovieLens 1M", threads, product, meter => family.Train(interactions.Value, family.Options.Defaults, new TrainingContext
                    {
                        MaxDegreeOfParallelism = threads,
                        Progress = new Each<TrainingProgress>(meter.Step),
                        CancellationToken = meter.Enough,
                    }));
                }
            }
        }

        table.Print();

        bool Wanted(string name) => options.Only.Count == 0 || options.Only.Contains(name);

        void Add(string name, int threads, (double Wall, double Processor) product, Action<TrainingMeter> train)
        {
            using var meter = new TrainingMeter(WarmUpSteps, LeastSteps, Seconds);
            try
            {
                train(meter);
            }
            catch (OperationCanceledException)
            {
                // Enough was measured.
            }

            table.Add(name, $"{threads}", $"{meter.Gigaflops:F0}", $"{meter.Gigaflops / product.Wall:P0}", $"{meter.GigaflopsOfProcessor / product.Processor:P0}", $"{meter.Operations * 1e-9:F3}", $"{meter.Median * 1e3:F2}", $"{meter.AllocatedBytes:F0}");
        }
    }

    internal static (double Wall, double Processor) Product(int threads)
    {
        const int Size = 1024;
        DenseMatrix a = new(Size, Size), b = new(Size, Size), c = new(Size, Size);
        a.Span.Fill(1);
        b.Span.Fill(1);
        const double Operations = 2.0 * Size * Size * Size;
        var measured = Measure.Run(() => MatrixProduct.Multiply(a, false, b, false, c, maxDegreeOfParallelism: threads));
        return (measured.Gigaflops(Operations), Operations / measured.Processor * 1e-9);
    }

    private static void TrainNetwork(int threads, TrainingMeter meter)
    {
        var task = new NetworkTask();
        new Learner(task.Parameters, task, new Adam { LearningRate = 1e-3 }, new LearnerOptions
        {
            Epochs = 1,
            MaximumGradientNorm = 1,
            MaxDegreeOfParallelism = threads,
            Progress = new Each<LearningProgress>(meter.Step),
        }).Run(meter.Enough);
    }

    internal sealed class Each<T>(Action step) : IProgress<T>
    {
        public void Report(T value) => step();
    }

    /// <summary>A plain network with two hidden layers, on random inputs and targets.</summary>
    private sealed class NetworkTask : ILearningTask
    {
        private const int Inputs = 256;
        private const int Width = 512;
        private const int SliceSize = 128;

        private readonly Parameter[] _weights;
        private readonly Parameter[] _biases;
        private readonly float[] _inputs = new float[SliceSize * Inputs];
        private readonly float[] _targets = new float[SliceSize];

        public NetworkTask()
        {
            Parameters = new ParameterSet(new SplittableRandom(1));
            _weights = [Parameters.AddGlorot("first", Inputs, Width), Parameters.AddGlorot("second", Width, Width), Parameters.AddGlorot("last", Width, 1)];
            _biases = [.. _weights.Select(weights => Parameters.AddConstant($"{weights.Name}.bias", new TensorShape(weights.Shape.Columns)))];
            var random = new SplittableRandom(2);
            foreach (ref var input in _inputs.AsSpan())
            {
                input = (float)random.NextGaussian();
            }
        }

        public ParameterSet Parameters { get; }

        public int MaximumSlices => 8;

        public int BeginEpoch(int epoch, SplittableRandom random) => int.MaxValue;

        public int BeginStep(int step) => MaximumSlices;

        public Tensor Loss(Tape tape, int slice)
        {
            var first = tape.Relu(tape.Linear(tape.Input(new TensorShape(SliceSize, Inputs), _inputs), tape.Use(_weights[0]), tape.Use(_biases[0])));
            var second = tape.Relu(tape.Linear(first, tape.Use(_weights[1]), tape.Use(_biases[1])));
            return tape.SquaredError(tape.Linear(second, tape.Use(_weights[2]), tape.Use(_biases[2])), _targets);
        }
    }
}
