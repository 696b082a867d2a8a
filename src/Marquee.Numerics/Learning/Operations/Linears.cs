namespace Marquee.Numerics.Learning;

/// <summary>Linear maps on a tape.</summary>
public static unsafe class Linears
{
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
        new PackedProduct
        {
            Kernel = MatrixKernels.Default.Tile,
            A = new MatrixOperand(input.Data, inputs, false),
            B = new MatrixOperand(weights.Data, outputs, false),
            C = output.Data,
            CStride = outputs,
            Rows = rows,
            Columns = outputs,
            Depth = inputs,
            RowToAdd = bias.Data,
        }.Run(maxDegreeOfParallelism: 1);
        if (output.RequiresGradient)
        {
            var operation = tape.Record<LinearOperation>(output);
            (operation.Input, operation.Weights, operation.Bias) = (input, weights, bias);
        }

        return output;
    }

    private sealed class LinearOperation : Operation
    {
        public Tensor Input = null!;
        public Tensor Weights = null!;
        public Tensor Bias = null!;

        protected internal override void Backward(Tape tape)
        {
            var (rows, inputs, outputs) = (Input.Shape.Rows, Weights.Shape[0], Weights.Shape[1]);
            var gradient = Output.GradientData;
            if (Input.RequiresGradient)
            {
                var ofInput = Input.ReceiveGradient(out var held);
                Products.Run(rows, inputs, outputs, gradient, false, Weights.Data, true, ofInput, held);
            }

            if (Weights.RequiresGradient)
            {
                var ofWeights = Weights.ReceiveGradient(out var held);
                Products.Run(inputs, outputs, rows, Input.Data, true, gradient, false, ofWeights, held);
            }

            if (Bias.RequiresGradient)
            {
                ColumnSums.Chosen.Add(gradient, rows, outputs, Bias.AddGradient());
            }
        }
    }
}
