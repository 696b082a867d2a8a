using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Benchmarks;

/// <summary>Operations of learning on one thread, forward and with their gradients, beside the rate of the matrix product.</summary>
internal static class OperationsBenchmark
{
    public static void Run(BenchmarkOptions options)
    {
        _ = options;
        const int n = 1024;
        var (a, b, c) = (Numbers.Matrix(n, n, 1), Numbers.Matrix(n, n, 2), new DenseMatrix(n, n));
        var product = Measure.Run(() => MatrixProduct.Multiply(a, false, b, false, c, maxDegreeOfParallelism: 1)).Processor;
        var rate = 2.0 * n * n * n / product;
        Console.WriteLine($"Product of {n} x {n} matrices on one thread: {rate * 1e-9:F0} GFLOP/s. All times are processor time, means.");
        foreach (var (rows, columns, hidden) in new[] { (6400, 64, 256), (3200, 128, 512) })
        {
            Console.WriteLine();
            RunShape(rows, columns, hidden, rate);
        }
    }

    private static void RunShape(int rows, int columns, int hidden, double product)
    {
        Console.WriteLine($"{rows} rows of {columns} numbers, {hidden} hidden.");
        var parameters = new ParameterSet(new SplittableRandom(1));
        var (input, shape) = (Numbers.Matrix(rows, columns, 1), new TensorShape(rows, columns));
        var norm = new LayerNormLayer(parameters, "norm", columns);
        var (up, down) = (new LinearLayer(parameters, "up", columns, hidden), new LinearLayer(parameters, "down", hidden, columns));
        var start = parameters.AddConstant("start", new TensorShape(columns));
        var tape = new Tape(parameters);
        var table = new Table("operation", "forward us", "with gradient us", "GFLOP/s", "of product", "bytes/run");

        // The start makes the input one that requires a gradient, as within a network; its own cost is the first line.
        void Add(string name, double operations, Func<Tensor, Tensor> operation)
        {
            void Step(bool withGradient)
            {
                tape.Reset(recording: withGradient, training: true, seed: 1);
                var x = tape.Add(tape.Input(shape, input.Span), tape.Use(start));
                var loss = tape.Sum(operation(x));
                if (withGradient)
                {
                    tape.Backward(loss);
                }
            }

            var forward = Measure.Run(() => Step(false), 0.2, 0.5);
            var both = Measure.Run(() => Step(true), 0.2, 0.5);
            // The gradient by both operands of a product takes as much again for each.
            var rate = 3 * operations / both.Processor;
            table.Add(
                name, $"{forward.Processor * 1e6:F0}", $"{both.Processor * 1e6:F0}", operations == 0 ? "" : $"{rate * 1e-9:F0}", operations == 0 ? "" : $"{rate / product:P0}",
                $"{both.AllocatedBytes}");
        }

        var linear = 2.0 * rows * columns * hidden;
        Add("(input and sum)", 0, x => x);
        Add("linear", linear, x => up.Apply(tape, x));
        Add("layer norm", 0, x => norm.Apply(tape, x));
        Add("dropout", 0, x => tape.Dropout(x, 0.2f));
        Add("add dropout", 0, x => tape.AddDropout(x, x, 0.2f));
        Add("relu", 0, tape.Relu);
        Add("gelu", 0, tape.Gelu);
        Add("softmax", 0, tape.Softmax);
        Add("feed-forward of a transformer", 2 * linear, x => tape.AddDropout(x, down.Apply(tape, tape.Gelu(up.Apply(tape, norm.Apply(tape, x)))), 0.2f));
        table.Print();
    }
}
