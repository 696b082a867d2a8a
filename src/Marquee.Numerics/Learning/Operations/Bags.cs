namespace Marquee.Numerics.Learning;

/// <summary>Weighted sums of rows of a table on a tape: what a set of things is, by what each of them is.</summary>
public static unsafe class Bags
{
    /// <summary>For each bag the weighted sum of its rows of a parameter; the gradient goes to those rows alone.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="table">The table, <c>rows x columns</c>; its gradient may be sparse.</param>
    /// <param name="offsets">Where each bag starts in <paramref name="indices"/>, and behind the last where that one ends: one more than there are bags.</param>
    /// <param name="indices">Rows of the table, bag after bag; may repeat.</param>
    /// <param name="weights">A weight for each of them; nothing for all 1.</param>
    /// <returns><c>bags x columns</c>; zeros for an empty bag.</returns>
    /// <remarks><c>2 * indices * columns</c> operations, and as many for the gradient. No row is copied, unlike with a gather before the sum.</remarks>
    /// <exception cref="ArgumentException">Offsets do not ascend from 0 to the number of indices, or there are more or fewer weights.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such row.</exception>
    public static Tensor SumBags(this Tape tape, Parameter table, ReadOnlySpan<int> offsets, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights = default)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(table);
        tape.Parameters.Check(table);
        Check(table, offsets, indices, weights);
        var columns = table.Shape.Columns;
        var output = tape.NewTensor(new TensorShape(offsets.Length - 1, columns), tape.IsRecording);
        output.Values.Clear();
        for (var bag = 0; bag < offsets.Length - 1; bag++)
        {
            var target = output.Row(bag);
            for (var position = offsets[bag]; position < offsets[bag + 1]; position++)
            {
                ElementKernels.Chosen.AddScaled(weights.IsEmpty ? 1 : weights[position], table.Data + ((nint)indices[position] * columns), target, columns);
            }
        }

        if (output.RequiresGradient)
        {
            var operation = tape.Record<SumBagsOperation>(output);
            operation.Gradient = tape.Gradients[table];
            operation.Offsets = tape.Integers(offsets);
            operation.Indices = tape.Integers(indices);
            operation.Weights = null;
            if (!weights.IsEmpty)
            {
                operation.Weights = tape.Numbers(weights.Length);
                weights.CopyTo(new Span<float>(operation.Weights, weights.Length));
            }
        }

        return output;
    }

    private static void Check(Parameter table, ReadOnlySpan<int> offsets, ReadOnlySpan<int> indices, ReadOnlySpan<float> weights)
    {
        if (offsets.IsEmpty || offsets[0] != 0 || offsets[^1] != indices.Length)
        {
            throw new ArgumentException($"Offsets of bags go from 0 to the number of indices, {indices.Length}.", nameof(offsets));
        }

        for (var bag = 1; bag < offsets.Length; bag++)
        {
            if (offsets[bag] < offsets[bag - 1])
            {
                throw new ArgumentException($"Offsets of bags ascend; bag {bag - 1} would go from {offsets[bag - 1]} to {offsets[bag]}.", nameof(offsets));
            }
        }

        if (!weights.IsEmpty && weights.Length != indices.Length)
        {
            throw new ArgumentException($"{indices.Length} indices have as many weights, not {weights.Length}.", nameof(weights));
        }

        foreach (var row in indices)
        {
            if ((uint)row >= (uint)table.Shape.Rows)
            {
                throw new ArgumentOutOfRangeException(nameof(indices), row, $"The table has rows 0 to {table.Shape.Rows - 1}.");
            }
        }
    }

    private sealed class SumBagsOperation : Operation
    {
        public ParameterGradient Gradient = null!;
        public int* Offsets;
        public int* Indices;
        public float* Weights;

        protected internal override void Backward(Tape tape)
        {
            var columns = Output.Shape.Columns;
            for (var bag = 0; bag < Output.Shape.Rows; bag++)
            {
                var ofBag = Output.GradientData + ((nint)bag * columns);
                for (var position = Offsets[bag]; position < Offsets[bag + 1]; position++)
                {
                    ElementKernels.Chosen.AddScaled(Weights == null ? 1 : Weights[position], ofBag, Gradient.AddRow(Indices[position]), columns);
                }
            }
        }
    }
}
