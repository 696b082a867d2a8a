using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>The loss of mixtures of experts on a tape.</summary>
internal static unsafe class MixtureLosses
{
    /// <summary>
    /// The negative log likelihood of the labels of each row, where a label's chance is <c>sum over experts of softmax(gates)_expert * sigmoid(expert)</c>, one further gate being for an expert who always says no. A sum over rows and labels.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="logits"><c>rows x ((2 * experts + 1) * labels)</c>, as <see cref="MixtureKernel"/> says.</param>
    /// <param name="labels">The labels of all examples.</param>
    /// <param name="examples">The example of each row.</param>
    /// <param name="experts">Number of experts.</param>
    /// <returns>A number.</returns>
    /// <remarks>Computed with its derivative in one pass. Source: Jordan and Jacobs, Hierarchical Mixtures of Experts and the EM Algorithm, 1994, as Abu-El-Haija et al. use it, 2016.</remarks>
    public static Tensor MixtureLoss(this Tape tape, Tensor logits, LabelSets labels, ReadOnlySpan<int> examples, int experts)
    {
        var columns = logits.Shape.Columns;
        if (logits.Shape.Rows != examples.Length || columns != ((2 * experts) + 1) * labels.LabelCount)
        {
            throw new ArgumentException($"{examples.Length} examples with {labels.LabelCount} labels and {experts} experts take logits of {examples.Length} x {((2 * experts) + 1) * labels.LabelCount}, not {logits.Shape}.", nameof(logits));
        }

        var output = tape.NewTensor(new TensorShape(), logits.RequiresGradient);
        var gradient = tape.Numbers(logits.Count);
        var loss = 0.0;
        for (var row = 0; row < examples.Length; row++)
        {
            loss += MixtureKernel.Chosen.Loss(logits.Values.Slice(row * columns, columns), new Span<float>(gradient + ((nint)row * columns), columns), labels.LabelCount, experts, labels.Of(examples[row]));
        }

        *output.Data = (float)loss;
        if (output.RequiresGradient)
        {
            var operation = tape.Record<MixtureOperation>(output);
            operation.Logits = logits;
            operation.Gradient = gradient;
        }

        return output;
    }

    private sealed class MixtureOperation : Operation
    {
        public Tensor Logits = null!;
        public float* Gradient;

        protected internal override void Backward(Tape tape) => Broadcasting.AddGradient(Logits, Gradient, *Output.GradientData);
    }
}
