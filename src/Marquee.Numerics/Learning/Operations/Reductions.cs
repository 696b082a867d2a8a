namespace Marquee.Numerics.Learning;

/// <summary>Sums and means on a tape.</summary>
public static unsafe class Reductions
{
    /// <summary>The sum of all numbers.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <returns>A number.</returns>
    public static Tensor Sum(this Tape tape, Tensor input) => Total(tape, input, 1);

    /// <summary>The mean of all numbers; 0 where there is none.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <returns>A number.</returns>
    public static Tensor Mean(this Tape tape, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Total(tape, input, 1f / Math.Max(1, input.Count));
    }

    /// <summary>The sums along an axis.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="axis">Which axis, counted from the outermost; <c>^1</c> is the last.</param>
    /// <returns>The shape without that axis.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor Sum(this Tape tape, Tensor input, Index axis) => Along(tape, input, axis, isMean: false);

    /// <summary>The means along an axis; 0 where it is empty.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Any shape.</param>
    /// <param name="axis">Which axis, counted from the outermost; <c>^1</c> is the last.</param>
    /// <returns>The shape without that axis.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static Tensor Mean(this Tape tape, Tensor input, Index axis) => Along(tape, input, axis, isMean: true);

    private static Tensor Total(Tape tape, Tensor input, float factor)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        var output = tape.NewTensor(new TensorShape(), input.RequiresGradient);
        *output.Data = (float)(ElementKernels.Chosen.LongSum(input.Data, input.Count) * factor);
        Record(tape, input, output, 1, input.Count, 1, factor);
        return output;
    }

    private static Tensor Along(Tape tape, Tensor input, Index axis, bool isMean)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        var shape = input.Shape;
        var place = shape.AxisOf(axis);
        var (outer, length, inner) = (shape.CountOf(0, place), shape[place], shape.CountOf(place + 1, shape.Rank));
        var factor = isMean ? 1f / Math.Max(1, length) : 1;
        var output = tape.NewTensor(shape.Without(place), input.RequiresGradient);
        if (inner == 1)
        {
            for (var row = 0; row < outer; row++)
            {
                output.Data[row] = factor * ElementKernels.Chosen.Sum(input.Data + (nint)row * length, length);
            }
        }
        else
        {
            output.Values.Clear();
            for (var block = 0; block < outer; block++)
            {
                ColumnSums.Chosen.Add(input.Data + (nint)block * length * inner, length, inner, output.Data + (nint)block * inner);
            }

            if (isMean)
            {
                ElementKernels.Chosen.Scale(factor, output.Data, output.Data, output.Count);
            }
        }

        Record(tape, input, output, outer, length, inner, factor);
        return output;
    }

    private static void Record(Tape tape, Tensor input, Tensor output, int outer, int length, int inner, float factor)
    {
        if (output.RequiresGradient)
        {
            var operation = tape.Record<ReductionOperation>(output);
            (operation.Input, operation.Outer, operation.Length, operation.Inner, operation.Factor) = (input, outer, length, inner, factor);
        }
    }

    private sealed class ReductionOperation : Operation
    {
        public Tensor Input = null!;
        public int Outer;
        public int Length;
        public int Inner;
        public float Factor;

        protected internal override void Backward(Tape tape)
        {
            var gradient = Input.AddGradient();
            for (var block = 0; block < Outer; block++)
            {
                var target = gradient + (nint)block * Length * Inner;
                if (Inner == 1)
                {
                    var share = Factor * Output.GradientData[block];
                    CombinationKernel.Chosen.Combine(Combination.Sum, target, 1, &share, 0, target, Length);
                    continue;
                }

                for (var row = 0; row < Length; row++)
                {
                    ElementKernels.Chosen.AddScaled(Factor, Output.GradientData + (nint)block * Inner, target + (nint)row * Inner, Inner);
                }
            }
        }
    }
}
