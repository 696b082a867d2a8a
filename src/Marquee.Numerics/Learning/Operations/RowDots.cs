namespace Marquee.Numerics.Learning;

/// <summary>Inner products of rows on a tape.</summary>
public static unsafe class RowDots
{
    /// <summary>The inner product of each row of one tensor with the same row of another.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="left">Rows, <c>... x columns</c>.</param>
    /// <param name="right">The same shape.</param>
    /// <returns>The shape without its last axis.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor RowDot(this Tape tape, Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Shape != right.Shape || left.Shape.Rank == 0)
        {
            throw new ArgumentException($"Inner products are taken of rows of the same shape, not of {left.Shape} and {right.Shape}.", nameof(right));
        }

        var shape = left.Shape;
        var output = tape.NewTensor(shape.Without(shape.Rank - 1), left.RequiresGradient || right.RequiresGradient);
        for (var row = 0; row < shape.Rows; row++)
        {
            output.Data[row] = ElementKernels.Chosen.Dot(left.Row(row), right.Row(row), shape.Columns);
        }

        if (output.RequiresGradient)
        {
            var operation = tape.Record<RowDotOperation>(output);
            (operation.Left, operation.Right) = (left, right);
        }

        return output;
    }

    private sealed class RowDotOperation : Operation
    {
        public Tensor Left = null!;
        public Tensor Right = null!;

        protected internal override void Backward(Tape tape)
        {
            AddGradient(Left, Right);
            AddGradient(Right, Left);
        }

        private void AddGradient(Tensor operand, Tensor other)
        {
            if (!operand.RequiresGradient)
            {
                return;
            }

            var (rows, columns) = (operand.Shape.Rows, operand.Shape.Columns);
            var gradient = operand.ReceiveGradient(out var held);
            for (var row = 0; row < rows; row++)
            {
                if (held == 0)
                {
                    ElementKernels.Chosen.Scale(Output.GradientData[row], other.Row(row), gradient + (nint)row * columns, columns);
                }
                else
                {
                    ElementKernels.Chosen.AddScaled(Output.GradientData[row], other.Row(row), gradient + (nint)row * columns, columns);
                }
            }
        }
    }
}
