namespace Marquee.Numerics.Learning;

/// <summary>
/// Sums, differences and products number by number. Shapes are matched from the last axis, and an axis of length 1 (or none) is repeated along the other's, as in NumPy: a row with every row of a matrix, a column with every
/// column, a number with all.
/// </summary>
/// <remarks>One pass; equal shapes are one loop. The gradient of what was repeated is the sum over where it was.</remarks>
public static unsafe class Broadcasting
{
    /// <summary><c>left + right</c>, number by number.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="left">Any shape.</param>
    /// <param name="right">A shape that fits.</param>
    /// <returns>Along each axis the longer of both.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Add(this Tape tape, Tensor left, Tensor right) => Combine(tape, left, right, Combination.Sum);

    /// <summary><c>left - right</c>, number by number.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="left">Any shape.</param>
    /// <param name="right">A shape that fits.</param>
    /// <returns>Along each axis the longer of both.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor Subtract(this Tape tape, Tensor left, Tensor right) => Combine(tape, left, right, Combination.Difference);

    /// <summary><c>left * right</c>, number by number.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="left">Any shape.</param>
    /// <param name="right">A shape that fits.</param>
    /// <returns>Along each axis the longer of both.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor MultiplyElements(this Tape tape, Tensor left, Tensor right) => Combine(tape, left, right, Combination.Product);

    /// <summary><c>scale * input</c>.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="scale">A number.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Scale(this Tape tape, Tensor input, float scale)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        var output = tape.NewTensor(input.Shape, input.RequiresGradient);
        ElementKernels.Chosen.Scale(scale, input.Data, output.Data, input.Count);
        if (output.RequiresGradient)
        {
            var operation = tape.Record<ScaleOperation>(output);
            (operation.Input, operation.Factor) = (input, scale);
        }

        return output;
    }

    /// <summary>Adds numbers, times a factor, to the gradient of a tensor that holds as many.</summary>
    internal static void AddGradient(Tensor tensor, float* source, float factor = 1)
    {
        var gradient = tensor.ReceiveGradient(out var held);
        if (held != 0)
        {
            ElementKernels.Chosen.AddScaled(factor, source, gradient, tensor.Count);
        }
        else if (factor == 1)
        {
            new ReadOnlySpan<float>(source, tensor.Count).CopyTo(new Span<float>(gradient, tensor.Count));
        }
        else
        {
            ElementKernels.Chosen.Scale(factor, source, gradient, tensor.Count);
        }
    }

    private static Tensor Combine(Tape tape, Tensor left, Tensor right, Combination combination)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var layout = new BroadcastLayout(left.Shape, right.Shape);
        var output = tape.NewTensor(layout.Result, left.RequiresGradient || right.RequiresGradient);
        var length = layout.RunLength;
        for (var run = 0; run < layout.Runs; run++)
        {
            var (fromLeft, fromRight) = layout.Start(run);
            CombinationKernel.Chosen.Combine(combination, left.Data + fromLeft, layout.LeftStep, right.Data + fromRight, layout.RightStep, output.Data + (nint)run * length, length);
        }

        if (output.RequiresGradient)
        {
            var operation = tape.Record<CombineOperation>(output);
            (operation.Left, operation.Right, operation.Layout, operation.Combination) = (left, right, layout, combination);
        }

        return output;
    }

    private sealed class ScaleOperation : Operation
    {
        public Tensor Input = null!;
        public float Factor;

        protected internal override void Backward(Tape tape) => AddGradient(Input, Output.GradientData, Factor);
    }

    private sealed class CombineOperation : Operation
    {
        public Tensor Left = null!;
        public Tensor Right = null!;
        public BroadcastLayout Layout;
        public Combination Combination;

        protected internal override void Backward(Tape tape)
        {
            if (Left.RequiresGradient)
            {
                AddGradient(Left, Right, ofLeft: true);
            }

            if (Right.RequiresGradient)
            {
                AddGradient(Right, Left, ofLeft: false);
            }
        }

        private void AddGradient(Tensor operand, Tensor other, bool ofLeft)
        {
            var isProduct = Combination == Combination.Product;
            var sign = !ofLeft && Combination == Combination.Difference ? -1 : 1;
            if (!isProduct && operand.Count == Output.Count)
            {
                Broadcasting.AddGradient(operand, Output.GradientData, sign);
                return;
            }

            var target = operand.AddGradient();
            var kernels = ElementKernels.Chosen;
            var length = Layout.RunLength;
            var (targetStep, otherStep) = ofLeft ? (Layout.LeftStep, Layout.RightStep) : (Layout.RightStep, Layout.LeftStep);
            for (var run = 0; run < Layout.Runs; run++)
            {
                var (left, right) = Layout.Start(run);
                var ofOperand = target + (ofLeft ? left : right);
                var source = other.Data + (ofLeft ? right : left);
                var gradient = Output.GradientData + (nint)run * length;
                if (targetStep == 0)
                {
                    // The other walks, or nothing would have been repeated along the run.
                    *ofOperand += isProduct ? kernels.Dot(gradient, source, length) : sign * kernels.Sum(gradient, length);
                }
                else if (isProduct && otherStep != 0)
                {
                    kernels.AddProduct(gradient, source, ofOperand, length);
                }
                else
                {
                    kernels.AddScaled(isProduct ? *source : sign, gradient, ofOperand, length);
                }
            }
        }
    }
}
