namespace Marquee.Numerics.Learning;

/// <summary>Layer normalisation on a tape.</summary>
public static unsafe class LayerNorms
{
    /// <summary>
    /// Brings every row to mean 0 and variance 1, then scales and shifts its columns: <c>(x - mean) / sqrt(variance + epsilon) * gain + bias</c> (Ba, Kiros and Hinton, Layer Normalization, 2016).
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="input">Rows, <c>... x columns</c>.</param>
    /// <param name="gain">One number a column.</param>
    /// <param name="bias">One number a column.</param>
    /// <param name="epsilon">Added to the variance, so that a constant row can be divided by it.</param>
    /// <returns>The same shape as the input.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor LayerNorm(this Tape tape, Tensor input, Tensor gain, Tensor bias, float epsilon = 1e-5f)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(gain);
        ArgumentNullException.ThrowIfNull(bias);
        var (rows, columns) = (input.Shape.Rows, input.Shape.Columns);
        if (gain.Count != columns || bias.Count != columns)
        {
            throw new ArgumentException($"Rows of {columns} numbers take as many gains and biases, not {gain.Count} and {bias.Count}.", nameof(gain));
        }

        var output = tape.NewTensor(input.Shape, input.RequiresGradient || gain.RequiresGradient || bias.RequiresGradient);
        var statistics = tape.Numbers(2 * rows);
        LayerNormKernel.Chosen.Forward(input.Data, gain.Data, bias.Data, output.Data, rows, columns, epsilon, statistics);
        if (output.RequiresGradient)
        {
            var operation = tape.Record<LayerNormOperation>(output);
            (operation.Input, operation.Gain, operation.Bias) = (input, gain, bias);
            operation.Statistics = statistics;
        }

        return output;
    }

    private sealed class LayerNormOperation : Operation
    {
        public Tensor Input = null!;
        public Tensor Gain = null!;
        public Tensor Bias = null!;
        public float* Statistics;

        protected internal override void Backward(Tape tape)
        {
            var (rows, columns) = (Input.Shape.Rows, Input.Shape.Columns);
            // Whoever wants no gradient gets scratch memory: the common case, in which all do, stays one loop.
            var ofGain = Gain.RequiresGradient ? Gain.AddGradient() : tape.Numbers(columns);
            var ofBias = Bias.RequiresGradient ? Bias.AddGradient() : tape.Numbers(columns);
            var held = 0f;
            var ofInput = Input.RequiresGradient ? Input.ReceiveGradient(out held) : tape.Numbers(Input.Count);
            LayerNormKernel.Chosen.Backward(Input.Data, Gain.Data, Output.GradientData, rows, columns, Statistics, ofInput, held != 0, ofGain, ofBias);
        }
    }
}
