using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Two encoders with their projectors, compared by an objective.</summary>
internal sealed class CrossModalNetwork(GoalParts parts, ModalityPart first, ModalityPart second, IViewObjective objective) : GoalNetwork(parts.BuildEncoder())
{
    /// <summary>Name before those of the second encoder's parameters.</summary>
    public const string SecondName = "second";

    private readonly IEncoder _second = new ProjectedDesign(second.Design, parts.Options.ProjectorHidden, parts.Options.ProjectorDimensions).Build(parts.Parameters, SecondName);

    /// <summary>The second encoder's design.</summary>
    public EncoderDesign SecondDesign { get; } = new ProjectedDesign(second.Design, parts.Options.ProjectorHidden, parts.Options.ProjectorDimensions);

    /// <summary>The scale of its inputs.</summary>
    public InputScale SecondScale { get; } = InputScale.Of(second.Examples);

    /// <inheritdoc/>
    public override Tensor Loss(Tape tape, LearningSlice slice) => objective.Loss(
        tape,
        Encoder.Encode(tape, slice.Views(tape, first.Examples, first.Augmentation, parts.Scale, 1)),
        _second.Encode(tape, slice.Views(tape, second.Examples, second.Augmentation, SecondScale, 1)));
}
