using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>Two views of each example, made by chance, are encoded, projected and compared.</summary>
public sealed class ViewGoal : PretrainingGoal
{
    /// <summary>A goal.</summary>
    /// <param name="augmentation">Makes the views: what it changes is what the encoder learns to see through.</param>
    /// <param name="objective">Compares them.</param>
    public ViewGoal(IAugmentation augmentation, IViewObjective objective)
    {
        ArgumentNullException.ThrowIfNull(augmentation);
        ArgumentNullException.ThrowIfNull(objective);
        (Augmentation, Objective) = (augmentation, objective);
    }

    /// <summary>Compares views.</summary>
    public IViewObjective Objective { get; }

    /// <inheritdoc/>
    public override string Name => Objective.Name;

    /// <inheritdoc/>
    internal override GoalNetwork Build(GoalParts parts) => new Network(this, parts, parts.BuildEncoder());

    private sealed class Network(ViewGoal goal, GoalParts parts, IEncoder encoder) : GoalNetwork(encoder)
    {
        private readonly Projector _projector = Projector.Of(parts, "projector", encoder.Dimensions);

        public override Tensor Loss(Tape tape, LearningSlice slice)
        {
            var projected = _projector.Apply(tape, Encoder.Encode(tape, slice.Views(tape, parts.Examples, goal.Augmentation, parts.Scale, 2)));
            return goal.Objective.Loss(tape, tape.Slice(projected, 0, 0, slice.Count), tape.Slice(projected, 0, slice.Count, slice.Count));
        }
    }
}
