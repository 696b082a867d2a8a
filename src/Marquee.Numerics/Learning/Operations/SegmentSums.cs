namespace Marquee.Numerics.Learning;

/// <summary>Weighted sums of rows of a table, one for each segment of a list: a bag of embeddings.</summary>
public static unsafe class SegmentSums
{
    /// <summary>For each segment, the sum over its entries <c>e</c> of <c>weights[e] * table[indices[e]]</c>; the gradient goes to those rows alone.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="table">The table, <c>rows x columns</c>; its gradient may be sparse.</param>
    /// <param name="indices">Which rows; may repeat.</param>
    /// <param name="starts">Where each segment begins in <paramref name="indices"/>, and at last where the last one ends: <c>segments + 1</c> numbers from 0, not falling.</param>
    /// <param name="weights">The weight of each entry; empty for 1.</param>
    /// <returns><c>segments x columns</c>; zeros for an empty segment.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, or the starts are not in order.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <remarks>A row is read once for each entry and a sum written once. Nothing is kept between but the list.</remarks>
    public static Tensor SegmentSum(this Tape tape, Parameter table, ReadOnlySpan<int> indices, ReadOnlySpan<int> starts, ReadOnlySpan<float> weights = default)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(table);
        tape.Parameters.Check(table);
        return Sum(tape, table.Data, table.Shape, null, table, indices, starts, Weights(tape, weights, indices.Length), null);
    }

    /// <summary>The same with weights that have a gradient themselves.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="table">The table, <c>rows x columns</c>; its gradient may be sparse.</param>
    /// <param name="indices">Which rows; may repeat.</param>
    /// <param name="starts">Where each segment begins, and at last where the last one ends.</param>
    /// <param name="weights">The weight of each entry.</param>
    /// <returns><c>segments x columns</c>.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, or the starts are not in order.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static Tensor SegmentSum(this Tape tape, Parameter table, ReadOnlySpan<int> indices, ReadOnlySpan<int> starts, Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(weights);
        tape.Parameters.Check(table);
        CheckWeights(weights.Count, indices.Length);
        return Sum(tape, table.Data, table.Shape, null, table, indices, starts, weights.Data, weights);
    }

    /// <summary>The same with a tensor as the table.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="table">The table, <c>rows x columns</c>.</param>
    /// <param name="indices">Which rows; may repeat.</param>
    /// <param name="starts">Where each segment begins, and at last where the last one ends.</param>
    /// <param name="weights">The weight of each entry; empty for 1.</param>
    /// <returns><c>segments x columns</c>.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, or the starts are not in order.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static Tensor SegmentSum(this Tape tape, Tensor table, ReadOnlySpan<int> indices, ReadOnlySpan<int> starts, ReadOnlySpan<float> weights = default)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(table);
        return Sum(tape, table.Data, table.Shape, table, null, indices, starts, Weights(tape, weights, indices.Length), null);
    }

    /// <summary>The same with a tensor as the table and weights that have a gradient.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="table">The table, <c>rows x columns</c>.</param>
    /// <param name="indices">Which rows; may repeat.</param>
    /// <param name="starts">Where each segment begins, and at last where the last one ends.</param>
    /// <param name="weights">The weight of each entry.</param>
    /// <returns><c>segments x columns</c>.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, or the starts are not in order.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public static Tensor SegmentSum(this Tape tape, Tensor table, ReadOnlySpan<int> indices, ReadOnlySpan<int> starts, Tensor weights)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(weights);
        CheckWeights(weights.Count, indices.Length);
        return Sum(tape, table.Data, table.Shape, table, null, indices, starts, weights.Data, weights);
    }

    private static float* Weights(Tape tape, ReadOnlySpan<float> weights, int count)
    {
        var copy = tape.Numbers(count);
        var target = new Span<float>(copy, count);
        if (weights.IsEmpty)
        {
            target.Fill(1);
        }
        else
        {
            CheckWeights(weights.Length, count);
            weights.CopyTo(target);
        }

        return copy;
    }

    private static void CheckWeights(int weights, int indices)
    {
        if (weights != indices)
        {
            throw new ArgumentException($"There are {indices} indices and {weights} weights.", nameof(weights));
        }
    }

    private static Tensor Sum(
        Tape tape, float* rows, TensorShape shape, Tensor? table, Parameter? parameter, ReadOnlySpan<int> indices, ReadOnlySpan<int> starts, float* weights, Tensor? weightTensor)
    {
        if (starts.IsEmpty || starts[0] != 0 || starts[^1] != indices.Length)
        {
            throw new ArgumentException($"The starts of segments go from 0 to the number of indices, {indices.Length}.", nameof(starts));
        }

        for (var position = 0; position < indices.Length; position++)
        {
            if ((uint)indices[position] >= (uint)shape.Rows)
            {
                throw new ArgumentOutOfRangeException(nameof(indices), indices[position], $"The table has rows 0 to {shape.Rows - 1}; position {position} asks for another.");
            }
        }

        for (var segment = 0; segment + 1 < starts.Length; segment++)
        {
            if (starts[segment + 1] < starts[segment])
            {
                throw new ArgumentException($"Segment {segment} begins at {starts[segment]} and ends at {starts[segment + 1]}, before it begins.", nameof(starts));
            }
        }

        var segments = starts.Length - 1;
        var indexCopy = tape.Integers(indices);
        var startCopy = tape.Integers(starts);
        var requiresGradient = parameter is not null || table!.RequiresGradient || weightTensor is { RequiresGradient: true };
        var output = tape.NewTensor(new TensorShape(segments, shape.Columns), requiresGradient);
        for (var segment = 0; segment < segments; segment++)
        {
            var (start, end) = (startCopy[segment], startCopy[segment + 1]);
            RowCombination.Chosen.Combine(indexCopy + start, weights + start, end - start, rows, shape.Columns, shape.Columns, output.Row(segment));
        }

        if (output.RequiresGradient)
        {
            var operation = tape.Record<SegmentSumOperation>(output);
            (operation.Table, operation.TableGradient, operation.WeightTensor) = (table, parameter is null ? null : tape.Gradients[parameter], weightTensor);
            operation.Rows = rows;
            operation.Indices = indexCopy;
            operation.Starts = startCopy;
            operation.Weights = weights;
        }

        return output;
    }

    private sealed class SegmentSumOperation : Operation
    {
        public Tensor? Table;
        public ParameterGradient? TableGradient;
        public Tensor? WeightTensor;
        public float* Rows;
        public int* Indices;
        public int* Starts;
        public float* Weights;

        protected internal override void Backward(Tape tape)
        {
            var columns = Output.Shape.Columns;
            var kernels = ElementKernels.Chosen;
            var ofTable = Table is { RequiresGradient: true } ? Table.AddGradient() : null;
            var ofWeights = WeightTensor is { RequiresGradient: true } ? WeightTensor.AddGradient() : null;
            for (var segment = 0; segment < Output.Shape[0]; segment++)
            {
                var gradient = Output.GradientData + (nint)segment * columns;
                for (var entry = Starts[segment]; entry < Starts[segment + 1]; entry++)
                {
                    var row = (nint)Indices[entry] * columns;
                    if (ofWeights != null)
                    {
                        ofWeights[entry] += kernels.Dot(Rows + row, gradient, columns);
                    }

                    if (TableGradient is not null)
                    {
                        kernels.AddScaled(Weights[entry], gradient, TableGradient.AddRow(Indices[entry]), columns);
                    }
                    else if (ofTable != null)
                    {
                        kernels.AddScaled(Weights[entry], gradient, ofTable + row, columns);
                    }
                }
            }
        }
    }
}
