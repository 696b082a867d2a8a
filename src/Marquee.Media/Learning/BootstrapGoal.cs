using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>
/// The encoder foretells, from one view, what a slow copy of itself makes of the other: <c>2 - 2 cosine(prediction, target)</c>, in both directions. The copy is a moving average of the encoder and its projector and gets no gradient;
/// nothing is compared with negatives.
/// </summary>
/// <remarks>
/// Source: Grill et al., Bootstrap Your Own Latent, 2020; the share that the copy keeps in a step rises from <see cref="Decay"/> to 1 with half a cosine as there. The copy's parameters are part of the training's checkpoints.
/// Costs a third more than <see cref="ViewGoal"/>: the way forward of the copy.
/// </remarks>
public sealed class BootstrapGoal : PretrainingGoal
{
    /// <summary>A goal.</summary>
    /// <param name="augmentation">Makes the views.</param>
    public BootstrapGoal(IAugmentation augmentation)
    {
        ArgumentNullException.ThrowIfNull(augmentation);
        Augmentation = augmentation;
    }

    /// <summary>Share of itself that the copy keeps in the first steps, from 0 to below 1. Default 0.99.</summary>
    public double Decay { get; init; } = 0.99;

    /// <inheritdoc/>
    public override string Name => "bootstrap";

    /// <summary>The loss of predictions and targets, a mean over rows; targets get no gradient.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="predictions"><c>examples x columns</c>.</param>
    /// <param name="targets">The same shape.</param>
    /// <returns>A number from 0 to 4.</returns>
    public static Tensor Loss(Tape tape, Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(predictions);
        ArgumentNullException.ThrowIfNull(targets);
        var fixedTargets = tape.NormalizeRows(tape.Input(targets.Shape, targets.Values));
        var cosine = tape.Mean(tape.RowDot(tape.NormalizeRows(predictions), fixedTargets));
        return tape.Add(tape.Scale(cosine, -2), tape.Input(new TensorShape(), [2]));
    }

    /// <inheritdoc/>
    internal override GoalNetwork Build(GoalParts parts)
    {
        if (Decay is not (>= 0 and < 1))
        {
            throw new ArgumentException($"The decay of a moving average is from 0 to below 1, not {Decay}.");
        }

        return new Network(this, parts, parts.BuildEncoder());
    }

    private sealed class Network : GoalNetwork
    {
        private const string Copied = "target.";

        private readonly BootstrapGoal _goal;
        private readonly GoalParts _parts;
        private readonly Projector _projector;
        private readonly Projector _predictor;
        private readonly IEncoder _targetEncoder;
        private readonly Projector _targetProjector;
        private readonly (Parameter Own, Parameter Copy)[] _pairs;
        private readonly Tape?[] _tapes;

        public Network(BootstrapGoal goal, GoalParts parts, IEncoder encoder)
            : base(encoder)
        {
            var size = parts.Options.ProjectorDimensions;
            (_goal, _parts) = (goal, parts);
            _projector = Projector.Of(parts, "projector", encoder.Dimensions);
            _predictor = Projector.Of(parts, "predictor", size);
            _targetEncoder = parts.Design.Build(parts.Parameters, Copied + MediaEncoderModel.EncoderName);
            _targetProjector = Projector.Of(parts, Copied + "projector", encoder.Dimensions);
            var byName = parts.Parameters.All.ToDictionary(parameter => parameter.Name);
            _pairs = [.. parts.Parameters.All.Where(parameter => parameter.Name.StartsWith(Copied, StringComparison.Ordinal)).Select(copy => (byName[copy.Name[Copied.Length..]], copy))];
            foreach (var (own, copy) in _pairs)
            {
                own.Values.CopyTo(copy.Values);
            }

            _tapes = new Tape?[ExampleOrder.SlicesOf(Math.Min(parts.Options.BatchSize, parts.Examples.Count), parts.Options.SliceSize)];
        }

        public override void BeginStep(long step, double progress)
        {
            if (step == 0)
            {
                return;
            }

            var keep = (float)(1 - ((1 - _goal.Decay) * (1 + Math.Cos(Math.PI * progress)) / 2));
            foreach (var (own, copy) in _pairs)
            {
                var values = own.Values;
                var copied = copy.Values;
                for (var index = 0; index < values.Length; index++)
                {
                    copied[index] += (1 - keep) * (values[index] - copied[index]);
                }
            }
        }

        public override Tensor Loss(Tape tape, LearningSlice slice)
        {
            var views = slice.Views(tape, _parts.Examples, _goal.Augmentation, _parts.Scale, 2);
            var predictions = _predictor.Apply(tape, _projector.Apply(tape, Encoder.Encode(tape, views)));

            // A tape of its own that does not record, so that nothing of the copy is kept for a way back.
            var aside = _tapes[slice.Number] ??= new Tape(_parts.Parameters);
            aside.Reset(recording: false, training: true, tape.NextSeed());
            var targets = _targetProjector.Apply(aside, _targetEncoder.Encode(aside, aside.Input(views.Shape, views.Values)));
            var (count, columns) = (slice.Count, targets.Shape.Columns);
            var crossed = tape.Input(targets.Shape);
            targets.Values[(count * columns)..].CopyTo(crossed.Values);
            targets.Values[..(count * columns)].CopyTo(crossed.Values[(count * columns)..]);
            return BootstrapGoal.Loss(tape, predictions, crossed);
        }
    }
}
