namespace Marquee.Numerics.Learning;

/// <summary>Rows of length one on a tape.</summary>
public static unsafe class RowNorms
{
    /// <summary>Divides each row by its length, so that inner products are cosines. A row of zeros stays one and passes no gradient.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Rows, <c>... x columns</c>.</param>
    /// <returns>The same shape.</returns>
    public static Tensor NormalizeRows(this Tape tape, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        var (rows, columns) = (input.Shape.Rows, input.Shape.Columns);
        var output = tape.NewTensor(input.Shape, input.RequiresGradient);
        var inverses = tape.Numbers(rows);
        for (var row = 0; row < rows; row++)
        {
            var square = ElementKernels.Chosen.Dot(input.Row(row), input.Row(row), columns);
            inverses[row] = square == 0 ? 0 : 1 / MathF.Sqrt(square);
            ElementKernels.Chosen.Scale(inverses[row], input.Row(row), output.Row(row), columns);
        }

        if (output.RequiresGradient)
        {
            var operation = tape.Record<NormalizeOperation>(output);
            operation.Input = input;
            operation.Inverses = inverses;
        }

        return output;
    }

    private sealed class NormalizeOperation : Operation
    {
        public Tensor Input = null!;
        public float* Inverses;

        protected internal override void Backward(Tape tape)
        {
            var (rows, columns) = (Input.Shape.Rows, Input.Shape.Columns);
            var kernels = ElementKernels.Chosen;
            var gradient = Input.AddGradient();
            for (var row = 0; row < rows; row++)
            {
                // What lies along the row would change its length alone, which dividing takes away.
                var ofOutput = Output.GradientData + (nint)row * columns;
                var ofInput = gradient + (nint)row * columns;
                var along = kernels.Dot(Output.Row(row), ofOutput, columns);
                kernels.AddScaled(Inverses[row], ofOutput, ofInput, columns);
                kernels.AddScaled(-along * Inverses[row], Output.Row(row), ofInput, columns);
            }
        }
    }
}
