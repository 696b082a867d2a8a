using Marquee.Media;
using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Benchmarks;

/// <summary>Convolutions beside the matrix product, on as many threads: single layers forward and back, and whole steps of training an encoder.</summary>
internal static class ConvolutionBenchmark
{
    private const int Batch = 128;
    private const int Slices = 4;

    public static void Run(BenchmarkOptions options)
    {
        var products = new Dictionary<int, (double Wall, double Processor)>();
        foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            products[threads] = LearningBenchmark.Product(threads);
            Console.WriteLine($"Product of 1024 x 1024 matrices, {threads} thread{(threads == 1 ? "" : "s")}: {products[threads].Wall:F0} GFLOP/s, {products[threads].Processor:F0} a second of processor time.");
        }

        Console.WriteLine();
        if (Wanted("layers"))
        {
            RunLayers(products);
        }

        if (Wanted("encoder"))
        {
            RunEncoders(products);
        }

        bool Wanted(string name) => options.Only.Count == 0 || options.Only.Contains(name);
    }

    private static void RunLayers(Dictionary<int, (double Wall, double Processor)> products)
    {
        Console.WriteLine($"Layers of 3 x 3 windows, {Batch} images in {Slices} slices. Of the product: by processor time, which a busy machine hardly disturbs. Back: by images and by weights.");
        var table = new Table("channels, size", "threads", "forward GFLOP/s", "back", "both", "of product: forward", "back", "both", "bytes/step");
        foreach (var (channels, side) in new[] { (32, 32), (64, 32), (64, 16), (128, 16), (128, 8), (256, 8) })
        {
            foreach (var (threads, product) in products)
            {
                AddLayer(table, channels, side, threads, product);
            }
        }

        table.Print();
        Console.WriteLine();
    }

    private static void AddLayer(Table table, int channels, int side, int threads, (double Wall, double Processor) product)
    {
        var parameters = new ParameterSet(new SplittableRandom(1));
        // Images that are a parameter require a gradient, as those within a network do.
        var images = parameters.AddNormal("images", new TensorShape([Batch / Slices, side, side, channels]), 1);
        var layer = new ConvolutionLayer(parameters, "layer", channels, channels, 3, padding: 1, hasBias: false);
        var tapes = Enumerable.Range(0, threads).Select(_ => new Tape(parameters)).ToArray();
        using var team = new WorkerTeam(threads);

        Tensor Forward(int worker, bool withGradient)
        {
            var tape = tapes[worker];
            tape.Reset(recording: withGradient);
            return tape.Sum(layer.Apply(tape, tape.Use(images)));
        }

        // Made once: a step allocates nothing of its own.
        Action<int, int> withoutGradient = (_, worker) => Forward(worker, false);
        Action<int, int> withGradient = (_, worker) => tapes[worker].Backward(Forward(worker, true));

        var operations = 2.0 * Batch * side * side * 9 * channels * channels;
        var forward = Measure.Run(() => team.Run(Slices, withoutGradient), 0.2, 0.6);
        var both = Measure.Run(() => team.Run(Slices, withGradient), 0.2, 1.2);
        string Rate(double work, double seconds) => $"{work / seconds * 1e-9:F0}";
        string Share(double work, double seconds) => $"{work / seconds * 1e-9 / product.Processor:P0}";
        table.Add(
            $"{channels}, {side} x {side}", $"{threads}",
            Rate(operations, forward.Minimum), Rate(2 * operations, both.Minimum - forward.Minimum), Rate(3 * operations, both.Minimum),
            Share(operations, forward.Processor), Share(2 * operations, both.Processor - forward.Processor), Share(3 * operations, both.Processor),
            $"{both.AllocatedBytes}");
    }

    private static void RunEncoders(Dictionary<int, (double Wall, double Processor)> products)
    {
        Console.WriteLine($"Steps of training an encoder on 32 x 32 x 3 pictures with Adam, {Batch} pictures in {Slices} slices; normalisation, rectifiers, residuals, pooling and the optimiser take their time, and count no operations.");
        var table = new Table("widths x blocks", "multiply-adds a picture", "threads", "GFLOP/s", "of product", "by processor time", "pictures/s", "step ms", "MiB a slice", "bytes/step");
        foreach (var (widths, blocks) in new[] { (new[] { 32, 64, 128 }, 1), ([64, 128, 256], 1), ([16, 32, 64], 3) })
        {
            foreach (var (threads, product) in products)
            {
                AddEncoder(table, new ConvolutionEncoderOptions { Widths = widths, Blocks = blocks }, threads, product);
            }
        }

        table.Print();
    }

    private static void AddEncoder(Table table, ConvolutionEncoderOptions options, int threads, (double Wall, double Processor) product)
    {
        using var meter = new TrainingMeter(warmUpSteps: 4, leastSteps: 10, seconds: 3);
        var task = new EncoderTask(options);
        try
        {
            new Learner(task.Parameters, task, new Adam { LearningRate = 1e-3 }, new LearnerOptions
            {
                Epochs = 1,
                MaxDegreeOfParallelism = threads,
                Progress = new LearningBenchmark.Each<LearningProgress>(meter.Step),
            }).Run(meter.Enough);
        }
        catch (OperationCanceledException)
        {
            // Enough was measured.
        }

        table.Add(
            $"{string.Join(", ", options.Widths)} x {options.Blocks}", $"{task.Encoder.MultiplyAdds * 1e-6:F1} M", $"{threads}", $"{meter.Gigaflops:F0}", $"{meter.Gigaflops / product.Wall:P0}",
            $"{meter.GigaflopsOfProcessor / product.Processor:P0}", $"{Batch / meter.Median:F0}", $"{meter.Median * 1e3:F1}", $"{task.UsedBytes / 1048576.0:F0}", $"{meter.AllocatedBytes:F0}");
    }

    /// <summary>Pictures of noise in ten classes.</summary>
    private sealed class EncoderTask : ILearningTask
    {
        private const int SliceSize = Batch / Slices;

        private readonly LinearLayer _head;
        private readonly float[] _pictures = new float[SliceSize * 32 * 32 * 3];
        private readonly int[] _classes = [.. Enumerable.Range(0, SliceSize).Select(index => index % 10)];

        public EncoderTask(ConvolutionEncoderOptions options)
        {
            Parameters = new ParameterSet(new SplittableRandom(1));
            Encoder = new ConvolutionEncoder(Parameters, "encoder", new PlaneShape(32, 32, 3), options);
            _head = new LinearLayer(Parameters, "head", Encoder.Dimensions, 10);
            var random = new SplittableRandom(2);
            foreach (ref var number in _pictures.AsSpan())
            {
                number = (float)random.NextGaussian();
            }
        }

        public ParameterSet Parameters { get; }

        public ConvolutionEncoder Encoder { get; }

        public long UsedBytes { get; private set; }

        public int MaximumSlices => Slices;

        public int BeginEpoch(int epoch, SplittableRandom random) => int.MaxValue;

        public int BeginStep(int step) => Slices;

        public Tensor Loss(Tape tape, int slice)
        {
            var vectors = Encoder.Encode(tape, tape.Input(new TensorShape([SliceSize, 32, 32, 3]), _pictures));
            var loss = tape.SoftmaxCrossEntropy(_head.Apply(tape, vectors), _classes);
            if (slice == 0)
            {
                UsedBytes = tape.UsedBytes;
            }

            return loss;
        }
    }
}
