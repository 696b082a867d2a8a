using System.Runtime.InteropServices;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>An encoder and a linear layer upon it that answers a question about what was done to an example.</summary>
internal abstract class PretextNetwork : GoalNetwork
{
    private readonly GoalParts _parts;
    private readonly PretrainingGoal _goal;

    protected PretextNetwork(PretrainingGoal goal, GoalParts parts, IEncoder encoder, int answers)
        : base(encoder) =>
        (_goal, _parts, Head) = (goal, parts, new LinearLayer(parts.Parameters, "pretext-head", encoder.Dimensions, answers));

    /// <summary>Answers from what the encoder made of an example.</summary>
    protected LinearLayer Head { get; }

    /// <inheritdoc/>
    public sealed override Tensor Loss(Tape tape, LearningSlice slice) => Loss(tape, slice, slice.Views(tape, _parts.Examples, _goal.Augmentation, _parts.Scale, 1));

    /// <summary>The loss of a slice.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="slice">The slice; its views of number 0 are drawn.</param>
    /// <param name="views">One view of each example, scaled.</param>
    protected abstract Tensor Loss(Tape tape, LearningSlice slice, Tensor views);

    /// <summary>The mean cross-entropy of the answers to changed views.</summary>
    protected Tensor Ask(Tape tape, Tensor changed, ReadOnlySpan<int> answers) =>
        tape.Scale(tape.SoftmaxCrossEntropy(Head.Apply(tape, Encoder.Encode(tape, changed)), answers), 1f / answers.Length);

    /// <summary>Whole numbers that live as long as the step.</summary>
    protected static Span<int> Numbers(Tape tape, int count) => MemoryMarshal.Cast<float, int>(tape.Scratch(count));
}
