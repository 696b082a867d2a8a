using Marquee.Numerics;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>In which of the 24 orders do the four quarters of a picture stand? Each quarter is cut a little smaller and set at a place of its own, so that edges do not give the answer away.</summary>
/// <remarks>Source: Noroozi and Favaro, Unsupervised Learning of Visual Representations by Solving Jigsaw Puzzles, 2016; four pieces in all orders instead of nine in some, and the encoder sees the whole puzzle at once.</remarks>
public sealed class JigsawGoal : PretrainingGoal
{
    private const int Pieces = 4;

    /// <summary>A goal.</summary>
    /// <param name="augmentation">Makes the picture that is cut; nothing leaves pictures as they are.</param>
    public JigsawGoal(IAugmentation? augmentation = null) => Augmentation = augmentation;

    /// <summary>By how much a piece is smaller than a quarter, in pixels, at least 0. Default 2.</summary>
    public int Gap { get; init; } = 2;

    /// <inheritdoc/>
    public override string Name => "jigsaw";

    /// <summary>Every order of four pieces: where each place's piece comes from.</summary>
    internal static IReadOnlyList<int[]> Orders { get; } =
    [
        .. from first in Enumerable.Range(0, Pieces)
           from second in Enumerable.Range(0, Pieces)
           from third in Enumerable.Range(0, Pieces)
           let order = new[] { first, second, third, (Pieces * (Pieces - 1) / 2) - first - second - third }
           where order.Distinct().Count() == Pieces && order[3] is >= 0 and < Pieces
           select order,
    ];

    /// <inheritdoc/>
    internal override GoalNetwork Build(GoalParts parts)
    {
        var input = parts.Design.Input;
        return Gap >= 0 && input.Height % 2 == 0 && input.Width % 2 == 0 && Gap < Math.Min(input.Height, input.Width) / 2
            ? new Network(this, parts, parts.BuildEncoder())
            : throw new ArgumentException($"A picture is cut into four equal pieces and each loses {Gap} lines and columns; the encoder reads {input}, which is odd or too small.", nameof(parts));
    }

    /// <summary>Sets the pieces of a plane in another order.</summary>
    internal static void Shuffle(ReadOnlySpan<float> source, Span<float> target, PlaneShape shape, ReadOnlySpan<int> order, int gap, SplittableRandom random)
    {
        target.Clear();
        var (height, width, channels) = (shape.Height / 2, shape.Width / 2, shape.Channels);
        for (var place = 0; place < Pieces; place++)
        {
            var (fromRow, fromColumn) = ((order[place] / 2 * height) + random.Next(gap + 1), (order[place] % 2 * width) + random.Next(gap + 1));
            var (toRow, toColumn) = ((place / 2 * height) + random.Next(gap + 1), (place % 2 * width) + random.Next(gap + 1));
            for (var row = 0; row < height - gap; row++)
            {
                source.Slice((((fromRow + row) * shape.Width) + fromColumn) * channels, (width - gap) * channels).CopyTo(target[((((toRow + row) * shape.Width) + toColumn) * channels)..]);
            }
        }
    }

    private sealed class Network(JigsawGoal goal, GoalParts parts, IEncoder encoder) : PretextNetwork(goal, parts, encoder, Orders.Count)
    {
        private readonly PlaneShape _shape = parts.Design.Input;

        protected override Tensor Loss(Tape tape, LearningSlice slice, Tensor views)
        {
            var cut = tape.Input(views.Shape);
            var answers = Numbers(tape, slice.Count);
            for (var row = 0; row < answers.Length; row++)
            {
                var random = slice.Draw(row, 1);
                answers[row] = random.Next(Orders.Count);
                Shuffle(views.Values.Slice(row * _shape.Count, _shape.Count), cut.Values.Slice(row * _shape.Count, _shape.Count), _shape, Orders[answers[row]], goal.Gap, random);
            }

            return Ask(tape, cut, answers);
        }
    }
}
