namespace Marquee.Numerics.Learning;

/// <summary>What training makes small.</summary>
public static unsafe class Losses
{
    /// <summary>Half the sum of squared differences, <c>sum of (prediction - target)^2 / 2</c>.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="predictions">Any shape.</param>
    /// <param name="targets">As many numbers.</param>
    /// <returns>A number.</returns>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public static Tensor SquaredError(this Tape tape, Tensor predictions, ReadOnlySpan<float> targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(predictions);
        if (targets.Length != predictions.Count)
        {
            throw new ArgumentException($"There are {predictions.Count} predictions and {targets.Length} targets.", nameof(targets));
        }

        var output = tape.NewTensor(new TensorShape(), predictions.RequiresGradient);
        var differences = tape.Numbers(targets.Length);
        var sum = 0.0;
        for (var index = 0; index < targets.Length; index++)
        {
            differences[index] = predictions.Data[index] - targets[index];
            sum += (double)differences[index] * differences[index];
        }

        *output.Data = (float)(sum / 2);
        if (output.RequiresGradient)
        {
            var operation = tape.Record<SquaredErrorOperation>(output);
            operation.Predictions = predictions;
            operation.Differences = differences;
        }

        return output;
    }

    private sealed class SquaredErrorOperation : Operation
    {
        public Tensor Predictions = null!;
        public float* Differences;

        protected internal override void Backward(Tape tape) =>
            ElementKernels.Chosen.AddScaled(*Output.GradientData, Differences, Predictions.AddGradient(), Predictions.Count);
    }
}
