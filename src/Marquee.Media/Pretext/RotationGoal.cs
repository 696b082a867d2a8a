using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>By how many quarter turns was a picture turned? Each is shown in all four positions.</summary>
/// <remarks>Source: Gidaris, Singh and Komodakis, Unsupervised Representation Learning by Predicting Image Rotations, 2018. For pictures that have a way up, as high as wide.</remarks>
public sealed class RotationGoal : PretrainingGoal
{
    private const int Turns = 4;

    /// <summary>A goal.</summary>
    /// <param name="augmentation">Makes the picture that is turned; nothing leaves pictures as they are.</param>
    public RotationGoal(IAugmentation? augmentation = null) => Augmentation = augmentation;

    /// <inheritdoc/>
    public override string Name => "rotation";

    /// <inheritdoc/>
    internal override GoalNetwork Build(GoalParts parts)
    {
        var input = parts.Design.Input;
        return input.Height == input.Width
            ? new Network(this, parts, parts.BuildEncoder())
            : throw new ArgumentException($"Only pictures as high as wide keep their shape when they are turned; the encoder reads {input}.", nameof(parts));
    }

    /// <summary>Turns a plane counter-clockwise.</summary>
    /// <param name="source"><c>size x size x channels</c>.</param>
    /// <param name="target">The same, turned.</param>
    /// <param name="size">Lines, and places in a line.</param>
    /// <param name="channels">Numbers at a place.</param>
    /// <param name="turns">Quarter turns, from 0 to 3.</param>
    internal static void Turn(ReadOnlySpan<float> source, Span<float> target, int size, int channels, int turns)
    {
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                var (fromRow, fromColumn) = turns switch
                {
                    0 => (row, column),
                    1 => (column, size - 1 - row),
                    2 => (size - 1 - row, size - 1 - column),
                    _ => (size - 1 - column, row),
                };
                source.Slice(((fromRow * size) + fromColumn) * channels, channels).CopyTo(target[(((row * size) + column) * channels)..]);
            }
        }
    }

    private sealed class Network(RotationGoal goal, GoalParts parts, IEncoder encoder) : PretextNetwork(goal, parts, encoder, Turns)
    {
        private readonly PlaneShape _shape = parts.Design.Input;

        protected override Tensor Loss(Tape tape, LearningSlice slice, Tensor views)
        {
            var turned = tape.Input(new TensorShape([Turns * slice.Count, _shape.Height, _shape.Width, _shape.Channels]));
            var answers = Numbers(tape, Turns * slice.Count);
            for (var row = 0; row < answers.Length; row++)
            {
                answers[row] = row / slice.Count;
                Turn(views.Values.Slice(row % slice.Count * _shape.Count, _shape.Count), turned.Values.Slice(row * _shape.Count, _shape.Count), _shape.Height, _shape.Channels, answers[row]);
            }

            return Ask(tape, turned, answers);
        }
    }
}
