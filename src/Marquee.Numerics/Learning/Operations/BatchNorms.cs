namespace Marquee.Numerics.Learning;

/// <summary>Batch normalisation on a tape.</summary>
public static unsafe class BatchNorms
{
    private const float DefaultEpsilon = 1e-5f;

    /// <summary>
    /// Brings every column to mean 0 and variance 1 over the rows at hand, then scales and shifts it: <c>(x - mean) / sqrt(variance + epsilon) * gain + bias</c> (Ioffe and Szegedy, Batch Normalization, 2015);
    /// with what follows it in residual networks, in the same pass over memory: a residual that is added, and a rectifier.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Rows, <c>... x columns</c>; of images, a column is a channel and a row a place of an image.</param>
    /// <param name="gain">One number a column.</param>
    /// <param name="bias">One number a column.</param>
    /// <param name="residual">The shape of the input, added to the result; null for none.</param>
    /// <param name="rectified">Whether negative numbers of the result become 0.</param>
    /// <param name="epsilon">Added to the variance, so that a constant column can be divided by it.</param>
    /// <returns>The same shape as the input.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or there are no rows.</exception>
    /// <remarks>The rows are those of this tape: a step of several slices normalises each by itself. The variance is that of the rows (divided by their number), as gradients see it.</remarks>
    public static Tensor BatchNorm(this Tape tape, Tensor input, Tensor gain, Tensor bias, Tensor? residual = null, bool rectified = false, float epsilon = DefaultEpsilon)
    {
        Check(tape, input, gain, bias, residual);
        var (rows, columns) = (input.Shape.Rows, input.Shape.Columns);
        if (rows == 0)
        {
            throw new ArgumentException($"A tensor of {input.Shape} has no rows, and nothing has a mean over none.", nameof(input));
        }

        var mean = tape.Numbers(3 * columns);
        Measure(tape, input.Data, rows, columns, mean, mean + columns);
        return Run(tape, input, gain, bias, residual, rectified, epsilon, mean, isOfRows: true);
    }

    /// <summary>The same with means and variances that are given, as of a network that is learned: no row depends on another.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Rows, <c>... x columns</c>.</param>
    /// <param name="gain">One number a column.</param>
    /// <param name="bias">One number a column.</param>
    /// <param name="mean">One number a column; no gradient is computed for it.</param>
    /// <param name="variance">One number a column; no gradient is computed for it.</param>
    /// <param name="residual">The shape of the input, added to the result; null for none.</param>
    /// <param name="rectified">Whether negative numbers of the result become 0.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <returns>The same shape as the input.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor BatchNormBy(
        this Tape tape, Tensor input, Tensor gain, Tensor bias, ReadOnlySpan<float> mean, ReadOnlySpan<float> variance, Tensor? residual = null, bool rectified = false, float epsilon = DefaultEpsilon)
    {
        Check(tape, input, gain, bias, residual);
        var columns = input.Shape.Columns;
        if (mean.Length != columns || variance.Length != columns)
        {
            throw new ArgumentException($"Rows of {columns} numbers take as many means and variances, not {mean.Length} and {variance.Length}.", nameof(mean));
        }

        var statistics = tape.Numbers(3 * columns);
        mean.CopyTo(new Span<float>(statistics, columns));
        variance.CopyTo(new Span<float>(statistics + columns, columns));
        return Run(tape, input, gain, bias, residual, rectified, epsilon, statistics, isOfRows: false);
    }

    /// <summary>Mean and variance of every column.</summary>
    internal static void Measure(Tape tape, float* input, int rows, int columns, float* mean, float* variance)
    {
        var scratch = tape.Numbers(3 * columns);
        var from = scratch;
        var sums = scratch + columns;
        var squares = scratch + 2 * columns;
        new Span<float>(scratch, 3 * columns).Clear();
        // The mean of the first rows is near enough to that of all for squares of the differences to lose no precision.
        var first = Math.Min(rows, BatchNormKernel.RunLength);
        ColumnSums.Chosen.Add(input, first, columns, from);
        ElementKernels.Chosen.Scale(1f / first, from, from, columns);
        BatchNormKernel.Chosen.AddMoments(input, from, rows, columns, sums, squares);
        for (var column = 0; column < columns; column++)
        {
            var difference = (double)sums[column] / rows;
            mean[column] = (float)(from[column] + difference);
            variance[column] = (float)Math.Max(0, (double)squares[column] / rows - difference * difference);
        }
    }

    private static Tensor Run(Tape tape, Tensor input, Tensor gain, Tensor bias, Tensor? residual, bool rectified, float epsilon, float* statistics, bool isOfRows)
    {
        var (rows, columns) = (input.Shape.Rows, input.Shape.Columns);
        var output = tape.NewTensor(input.Shape, input.RequiresGradient || gain.RequiresGradient || bias.RequiresGradient || residual is { RequiresGradient: true });
        var variance = statistics + columns;
        var inverse = statistics + 2 * columns;
        var scale = tape.Numbers(columns);
        for (var column = 0; column < columns; column++)
        {
            inverse[column] = 1 / MathF.Sqrt(variance[column] + epsilon);
            scale[column] = gain.Data[column] * inverse[column];
        }

        BatchNormKernel.Chosen.Apply(input.Data, statistics, scale, bias.Data, residual == null ? null : residual.Data, rectified, output.Data, rows, columns);
        if (output.RequiresGradient)
        {
            var operation = tape.Record<BatchNormOperation>(output);
            (operation.Input, operation.Gain, operation.Bias, operation.Residual) = (input, gain, bias, residual);
            (operation.IsRectified, operation.IsOfRows) = (rectified, isOfRows);
            operation.Mean = statistics;
            operation.Inverse = inverse;
            operation.Scale = scale;
        }

        return output;
    }

    private static void Check(Tape tape, Tensor input, Tensor gain, Tensor bias, Tensor? residual)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(gain);
        ArgumentNullException.ThrowIfNull(bias);
        var columns = input.Shape.Columns;
        if (gain.Count != columns || bias.Count != columns)
        {
            throw new ArgumentException($"Rows of {columns} numbers take as many gains and biases, not {gain.Count} and {bias.Count}.", nameof(gain));
        }

        if (residual is not null && residual.Shape != input.Shape)
        {
            throw new ArgumentException($"The residual is {residual.Shape}; it must be of the shape of the input, {input.Shape}.", nameof(residual));
        }
    }

    private sealed class BatchNormOperation : Operation
    {
        public Tensor Input = null!;
        public Tensor Gain = null!;
        public Tensor Bias = null!;
        public Tensor? Residual;
        public bool IsRectified;
        public bool IsOfRows;
        public float* Mean;
        public float* Inverse;
        public float* Scale;

        protected internal override void Backward(Tape tape)
        {
            var (rows, columns) = (Input.Shape.Rows, Input.Shape.Columns);
            var output = IsRectified ? Output.Data : null;
            var scratch = tape.Numbers(4 * columns);
            var sums = scratch;
            var products = scratch + columns;
            var slope = scratch + 2 * columns;
            var level = scratch + 3 * columns;
            new Span<float>(scratch, 4 * columns).Clear();
            BatchNormKernel.Chosen.AddGradientMoments(Input.Data, Mean, output, Output.GradientData, rows, columns, sums, products);
            if (Gain.RequiresGradient)
            {
                ElementKernels.Chosen.AddProduct(products, Inverse, Gain.AddGradient(), columns);
            }

            if (Bias.RequiresGradient)
            {
                ElementKernels.Chosen.Add(sums, Bias.AddGradient(), columns);
            }

            // What moves a whole column, or stretches it, normalising takes away again.
            for (var column = 0; column < columns && IsOfRows; column++)
            {
                level[column] = -Scale[column] * sums[column] / rows;
                slope[column] = -Scale[column] * Inverse[column] * Inverse[column] * products[column] / rows;
            }

            var residual = Residual is { RequiresGradient: true } ? Residual : null;
            var (heldOfInput, heldOfResidual) = (0f, 0f);
            if (residual is not null && Input.RequiresGradient && residual.SharesGradientWith(Input))
            {
                // One after the other: the second is told what the first has left.
                Backward(rows, columns, output, slope, level, Input.ReceiveGradient(out heldOfInput), heldOfInput, null, 0);
                Backward(rows, columns, output, slope, level, null, 0, residual.ReceiveGradient(out heldOfResidual), heldOfResidual);
                return;
            }

            var ofInput = Input.RequiresGradient ? Input.ReceiveGradient(out heldOfInput) : null;
            var ofResidual = residual is null ? null : residual.ReceiveGradient(out heldOfResidual);
            Backward(rows, columns, output, slope, level, ofInput, heldOfInput, ofResidual, heldOfResidual);
        }

        private void Backward(int rows, int columns, float* output, float* slope, float* level, float* ofInput, float heldOfInput, float* ofResidual, float heldOfResidual)
        {
            if (ofInput != null || ofResidual != null)
            {
                BatchNormKernel.Chosen.Backward(
                    Input.Data, Mean, Scale, slope, level, output, Output.GradientData, rows, columns, ofInput, heldOfInput != 0, ofResidual, heldOfResidual != 0);
            }
        }
    }
}
