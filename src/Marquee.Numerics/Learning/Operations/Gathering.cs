namespace Marquee.Numerics.Learning;

/// <summary>Rows of tables on a tape.</summary>
public static unsafe class Gathering
{
    /// <summary>The rows of a parameter with given indices, one below the other; the gradient goes to those rows alone.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="table">The table, <c>rows x columns</c>; its gradient may be sparse.</param>
    /// <param name="indices">Which rows; may repeat. -1 gives a row of zeros.</param>
    /// <returns><c>indices x columns</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static Tensor Gather(this Tape tape, Parameter table, ReadOnlySpan<int> indices)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(table);
        tape.Parameters.Check(table);
        var output = Copy(tape, table.Data, table.Shape, indices, tape.IsRecording);
        if (output.RequiresGradient)
        {
            var operation = tape.Record<GatherFromParameter>(output);
            operation.Gradient = tape.Gradients[table];
            operation.Indices = tape.Integers(indices);
        }

        return output;
    }

    /// <summary>The rows of a tensor with given indices, one below the other.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="table">The table, <c>rows x columns</c>.</param>
    /// <param name="indices">Which rows; may repeat. -1 gives a row of zeros.</param>
    /// <returns><c>indices x columns</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static Tensor Gather(this Tape tape, Tensor table, ReadOnlySpan<int> indices)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(table);
        var output = Copy(tape, table.Data, table.Shape, indices, table.RequiresGradient);
        if (output.RequiresGradient)
        {
            var operation = tape.Record<GatherFromTensor>(output);
            operation.Table = table;
            operation.Indices = tape.Integers(indices);
        }

        return output;
    }

    private static Tensor Copy(Tape tape, float* table, TensorShape shape, ReadOnlySpan<int> indices, bool requiresGradient)
    {
        var columns = shape.Columns;
        var output = tape.NewTensor(new TensorShape(indices.Length, columns), requiresGradient);
        for (var position = 0; position < indices.Length; position++)
        {
            var row = indices[position];
            var target = new Span<float>(output.Row(position), columns);
            if (row == -1)
            {
                target.Clear();
                continue;
            }

            if ((uint)row >= (uint)shape.Rows)
            {
                throw new ArgumentOutOfRangeException(nameof(indices), row, $"The table has rows 0 to {shape.Rows - 1}, and -1 stands for none; position {position} asks for another.");
            }

            new ReadOnlySpan<float>(table + (nint)row * columns, columns).CopyTo(target);
        }

        return output;
    }

    private sealed class GatherFromParameter : Operation
    {
        public ParameterGradient Gradient = null!;
        public int* Indices;

        protected internal override void Backward(Tape tape)
        {
            var columns = Output.Shape.Columns;
            for (var position = 0; position < Output.Shape.Rows; position++)
            {
                if (Indices[position] >= 0)
                {
                    ElementKernels.Chosen.Add(Output.GradientData + (nint)position * columns, Gradient.AddRow(Indices[position]), columns);
                }
            }
        }
    }

    private sealed class GatherFromTensor : Operation
    {
        public Tensor Table = null!;
        public int* Indices;

        protected internal override void Backward(Tape tape)
        {
            var columns = Output.Shape.Columns;
            var gradient = Table.AddGradient();
            for (var position = 0; position < Output.Shape.Rows; position++)
            {
                if (Indices[position] >= 0)
                {
                    ElementKernels.Chosen.Add(Output.GradientData + (nint)position * columns, gradient + (nint)Indices[position] * columns, columns);
                }
            }
        }
    }
}
