namespace Marquee.Numerics.Learning;

/// <summary>Rows that are added up by where they belong.</summary>
public static unsafe class Scattering
{
    /// <summary>Adds each row of a tensor to a row of zeros: the opposite of <see cref="Gathering.Gather(Tape,Tensor,ReadOnlySpan{int})"/>.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Rows, <c>n x columns</c>.</param>
    /// <param name="indices">To which row of the result each goes; may repeat. -1 leaves it out.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <returns><c>rows x columns</c>.</returns>
    /// <exception cref="ArgumentException">There are not as many indices as rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The result has no such row.</exception>
    public static Tensor ScatterAdd(this Tape tape, Tensor input, ReadOnlySpan<int> indices, int rows)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        if (indices.Length != input.Shape.Rows)
        {
            throw new ArgumentException($"There are {input.Shape.Rows} rows and {indices.Length} indices.", nameof(indices));
        }

        var columns = input.Shape.Columns;
        var output = tape.NewTensor(new TensorShape(rows, columns), input.RequiresGradient);
        output.Values.Clear();
        for (var position = 0; position < indices.Length; position++)
        {
            var row = indices[position];
            if (row == -1)
            {
                continue;
            }

            if ((uint)row >= (uint)rows)
            {
                throw new ArgumentOutOfRangeException(nameof(indices), row, $"The result has rows 0 to {rows - 1}, and -1 stands for none; position {position} names another.");
            }

            ElementKernels.Chosen.Add(input.Row(position), output.Row(row), columns);
        }

        if (output.RequiresGradient)
        {
            var operation = tape.Record<ScatterAddOperation>(output);
            operation.Input = input;
            operation.Indices = tape.Integers(indices);
        }

        return output;
    }

    private sealed class ScatterAddOperation : Operation
    {
        public Tensor Input = null!;
        public int* Indices;

        protected internal override void Backward(Tape tape)
        {
            var (rows, columns) = (Input.Shape.Rows, Input.Shape.Columns);
            var gradient = Input.AddGradient();
            for (var position = 0; position < rows; position++)
            {
                if (Indices[position] >= 0)
                {
                    ElementKernels.Chosen.Add(Output.GradientData + (nint)Indices[position] * columns, gradient + (nint)position * columns, columns);
                }
            }
        }
    }
}
