namespace Marquee.Numerics.Learning;

/// <summary>Linear maps on a tape.</summary>
public static unsafe class Linears
{
    // The gradient's rows are used by three computations: so many fit the second-level cache until all are done. (Measured with 6400 rows on Zen 5: the gradient of 64 x 256 weights at 200 instead of 155 GFLOP/s,
    // the whole way back 5% faster.)
    private const int RowsAtOnce = 512;

    /// <summary><c>x * weights + bias</c>: the same linear map of every row.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Rows, <c>... x inputs</c>.</param>
    /// <param name="weights"><c>inputs x outputs</c>.</param>
    /// <param name="bias"><c>outputs</c> numbers.</param>
    /// <returns><c>... x outputs</c>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    /// <remarks>The bias is added within the matrix product, where the result is in a register; its gradient is the sums of columns.</remarks>
    public static Tensor Linear(this Tape tape, Tensor input, Tensor weights, Tensor bias)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(bias);
        if (input.Shape.Rank == 0 || weights.Shape.Rank != 2 || weights.Shape[0] != input.Shape.Columns || bias.Count != weights.Shape[1])
        {
            throw new ArgumentException($"A linear map of {input.Shape} with weights {weights.Shape} and bias {bias.Shape} does not fit: it takes ... x inputs, inputs x outputs and outputs.");
        }

        var (rows, inputs, outputs) = (input.Shape.Rows, weights.Shape[0], weights.Shape[1]);
        var output = tape.NewTensor(input.Shape.WithColumns(outputs), input.RequiresGradient || weights.RequiresGradient || bias.RequiresGradient);
        Run(rows, inputs, outputs, input.Data, weights.Data, bias.Data, output.Data);
        if (output.RequiresGradient)
        {
            var operation = tape.Record<LinearOperation>(output);
            (operation.Input, operation.Weights, operation.Bias) = (input, weights, bias);
        }

        return output;
    }

    /// <summary><c>output = input * weights + bias</c>.</summary>
    internal static void Run(int rows, int inputs, int outputs, float* input, float* weights, float* bias, float* output) =>
        new PackedProduct
        {
            Kernel = MatrixKernels.Default.Tile,
            A = new MatrixOperand(input, inputs, false),
            B = new MatrixOperand(weights, outputs, false),
            C = output,
            CStride = outputs,
            Rows = rows,
            Columns = outputs,
            Depth = inputs,
            RowToAdd = bias,
        }.Run(maxDegreeOfParallelism: 1);

    private sealed class LinearOperation : Operation
    {
        public Tensor Input = null!;
        public Tensor Weights = null!;
        public Tensor Bias = null!;

        protected internal override void Backward(Tape tape)
        {
            var (rows, inputs, outputs) = (Input.Shape.Rows, Weights.Shape[0], Weights.Shape[1]);
            var (heldOfInput, heldOfWeights) = (0f, 0f);
            var ofInput = Input.RequiresGradient ? Input.ReceiveGradient(out heldOfInput) : null;
            if (ofInput != null && heldOfInput == 0 && Input.SharesGradientWith(Weights))
            {
                // Both are written in turns, so that neither may overwrite.
                new Span<float>(ofInput, Input.Count).Clear();
                heldOfInput = 1;
            }

            var ofWeights = Weights.RequiresGradient ? Weights.ReceiveGradient(out heldOfWeights) : null;
            var ofBias = Bias.RequiresGradient ? Bias.AddGradient() : null;
            for (var row = 0; row < rows || row == 0; row += RowsAtOnce)
            {
                var count = Math.Min(RowsAtOnce, rows - row);
                var x = Input.Data + (nint)row * inputs;
                var gradient = Output.GradientData + (nint)row * outputs;
                if (ofInput != null)
                {
                    Products.Run(count, inputs, outputs, gradient, false, Weights.Data, true, ofInput + (nint)row * inputs, heldOfInput);
                }

                if (ofWeights != null)
                {
                    Products.Run(inputs, outputs, count, x, true, gradient, false, ofWeights, row == 0 ? heldOfWeights : 1);
                }

                if (ofBias != null)
                {
                    ColumnSums.Chosen.Add(gradient, count, outputs, ofBias);
                }
            }
        }
    }
}
