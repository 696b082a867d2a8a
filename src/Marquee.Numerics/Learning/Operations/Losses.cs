namespace Marquee.Numerics.Learning;

/// <summary>What training makes small. All are sums: for a mean, scale them by one over what it is the mean of.</summary>
public static unsafe class Losses
{
    /// <summary>Half the sum of squared differences, <c>sum of weight * (prediction - target)^2 / 2</c>.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="predictions">Any shape.</param>
    /// <param name="targets">As many numbers.</param>
    /// <param name="weights">As many numbers; empty for 1.</param>
    /// <returns>A number.</returns>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public static Tensor SquaredError(this Tape tape, Tensor predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
    {
        Check(tape, predictions, targets.Length, weights.Length);
        var count = targets.Length;
        var output = tape.NewTensor(new TensorShape(), predictions.RequiresGradient);
        var differences = tape.Numbers(count);
        var gradient = differences;
        fixed (float* target = targets, weight = weights)
        {
            CombinationKernel.Chosen.Combine(Combination.Difference, predictions.Data, 1, target, 1, differences, count);
            if (!weights.IsEmpty)
            {
                gradient = tape.Numbers(count);
                CombinationKernel.Chosen.Combine(Combination.Product, differences, 1, weight, 1, gradient, count);
            }
        }

        *output.Data = (float)(ElementKernels.Chosen.LongDot(differences, gradient, count) / 2);
        return Record(tape, output, predictions, gradient);
    }

    /// <summary>
    /// The cross-entropy of yes-or-no questions, <c>sum of -weight * (target * log(p) + (1 - target) * log(1 - p))</c> with <c>p = 1 / (1 + e^-logit)</c>, computed from the logits without overflow.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="logits">Any shape.</param>
    /// <param name="targets">As many probabilities, 0 to 1.</param>
    /// <param name="weights">As many numbers; empty for 1.</param>
    /// <returns>A number.</returns>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public static Tensor BinaryCrossEntropy(this Tape tape, Tensor logits, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
    {
        Check(tape, logits, targets.Length, weights.Length);
        var output = tape.NewTensor(new TensorShape(), logits.RequiresGradient);
        var gradient = tape.Numbers(targets.Length);
        fixed (float* target = targets, weight = weights)
        {
            *output.Data = (float)BinaryCrossEntropyKernel.Chosen.Run(logits.Data, target, weights.IsEmpty ? null : weight, gradient, targets.Length);
        }

        return Record(tape, output, logits, gradient);
    }

    /// <summary>
    /// The cross-entropy of choices among classes, <c>sum over rows of weight * (log of sum of e^logit - logit of the target)</c>. Probabilities are neither kept nor divided: the way back computes the exponentials again.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="logits">Rows, <c>... x classes</c>.</param>
    /// <param name="targets">The class of each row; -1 leaves the row out.</param>
    /// <param name="weights">A number for each row; empty for 1.</param>
    /// <returns>A number.</returns>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public static Tensor SoftmaxCrossEntropy(this Tape tape, Tensor logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> weights = default)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(logits);
        var (rows, classes) = (logits.Shape.Rows, logits.Shape.Columns);
        if (targets.Length != rows || (weights.Length != rows && !weights.IsEmpty))
        {
            throw new ArgumentException($"There are {rows} rows of logits, {targets.Length} targets and {(weights.IsEmpty ? "no" : weights.Length)} weights.", nameof(targets));
        }

        var output = tape.NewTensor(new TensorShape(), logits.RequiresGradient);
        var logSums = tape.Numbers(rows);
        var rowWeights = tape.Numbers(rows);
        var sum = 0.0;
        for (var row = 0; row < rows; row++)
        {
            var target = targets[row];
            if (target == -1)
            {
                continue;
            }

            if ((uint)target >= (uint)classes)
            {
                throw new ArgumentOutOfRangeException(nameof(targets), target, $"There are classes 0 to {classes - 1}, and -1 stands for none; row {row} has another.");
            }

            logSums[row] = ExponentialKernel.Chosen.LogSumExp(logits.Row(row), classes);
            rowWeights[row] = weights.IsEmpty ? 1 : weights[row];
            sum += rowWeights[row] * ((double)logSums[row] - logits.Row(row)[target]);
        }

        *output.Data = (float)sum;
        if (output.RequiresGradient)
        {
            var operation = tape.Record<SoftmaxCrossEntropyOperation>(output);
            operation.Logits = logits;
            operation.Targets = tape.Integers(targets);
            operation.LogSums = logSums;
            operation.Weights = rowWeights;
        }

        return output;
    }

    private static void Check(Tape tape, Tensor predictions, int targets, int weights)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(predictions);
        if (targets != predictions.Count)
        {
            throw new ArgumentException($"There are {predictions.Count} predictions and {targets} targets.", nameof(targets));
        }

        if (weights != 0 && weights != targets)
        {
            throw new ArgumentException($"There are {targets} targets and {weights} weights.", nameof(weights));
        }
    }

    private static Tensor Record(Tape tape, Tensor output, Tensor predictions, float* gradient)
    {
        if (output.RequiresGradient)
        {
            var operation = tape.Record<ElementLossOperation>(output);
            operation.Predictions = predictions;
            operation.Gradient = gradient;
        }

        return output;
    }

    /// <summary>A loss that is a sum over predictions, whose derivative by each was computed with it.</summary>
    private sealed class ElementLossOperation : Operation
    {
        public Tensor Predictions = null!;
        public float* Gradient;

        protected internal override void Backward(Tape tape) => Broadcasting.AddGradient(Predictions, Gradient, *Output.GradientData);
    }

    private sealed class SoftmaxCrossEntropyOperation : Operation
    {
        public Tensor Logits = null!;
        public int* Targets;
        public float* LogSums;
        public float* Weights;

        protected internal override void Backward(Tape tape)
        {
            var (rows, classes) = (Logits.Shape.Rows, Logits.Shape.Columns);
            var gradient = Logits.ReceiveGradient(out var held);
            for (var row = 0; row < rows; row++)
            {
                var target = gradient + (nint)row * classes;
                if (Targets[row] == -1)
                {
                    if (held == 0)
                    {
                        new Span<float>(target, classes).Clear();
                    }

                    continue;
                }

                var scale = *Output.GradientData * Weights[row];
                ExponentialKernel.Chosen.AddExp(Logits.Row(row), LogSums[row], scale, held == 0 ? null : target, target, classes);
                target[Targets[row]] -= scale;
            }
        }
    }
}
