using System.Runtime.InteropServices;
using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>
/// A view should lie nearer to the other view of its example than to one of another example, mined in the slice: the mean of <c>max(0, |a - p|^2 - |a - n|^2 + margin)</c> over the first views, of vectors at length 1.
/// </summary>
/// <remarks>Which negative is compared with is found from the numbers and passes no gradient. O(n^2 * columns).</remarks>
/// <param name="margin">Above 0; squared distances go up to 4. Default 0.5.</param>
/// <param name="mining">Which negatives. Default <see cref="TripletMining.SemiHard"/>.</param>
public sealed class TripletObjective(double margin = 0.5, TripletMining mining = TripletMining.SemiHard) : IViewObjective
{
    /// <summary>Above 0.</summary>
    public double Margin { get; } = margin > 0 ? margin : throw new ArgumentOutOfRangeException(nameof(margin), margin, "A margin is above 0.");

    /// <summary>Which negatives.</summary>
    public TripletMining Mining { get; } = mining;

    /// <inheritdoc/>
    public string Name => "triplet";

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, Tensor first, Tensor second)
    {
        var count = ViewTensors.Check(tape, first, second);
        var (anchors, partners) = (tape.NormalizeRows(first), tape.NormalizeRows(second));

        // Found outside of the way back: the constants are copies.
        var cosines = tape.Multiply(tape.Input(anchors.Shape, anchors.Values), tape.Input(partners.Shape, partners.Values), transposeB: true);
        var chosen = MemoryMarshal.Cast<float, int>(tape.Scratch(count));
        for (var row = 0; row < count; row++)
        {
            chosen[row] = Mine(cosines.Values.Slice(row * count, count), row);
        }

        return tape.Scale(tape.Triplet(anchors, partners, tape.Gather(partners, chosen), (float)Margin), 1f / count);
    }

    private int Mine(ReadOnlySpan<float> cosines, int own)
    {
        var (nearest, nearestBehind) = (-1, -1);
        for (var other = 0; other < cosines.Length; other++)
        {
            if (other == own)
            {
                continue;
            }

            if (nearest < 0 || cosines[other] > cosines[nearest])
            {
                nearest = other;
            }

            if (cosines[other] < cosines[own] && (nearestBehind < 0 || cosines[other] > cosines[nearestBehind]))
            {
                nearestBehind = other;
            }
        }

        return Mining == TripletMining.SemiHard && nearestBehind >= 0 ? nearestBehind : nearest;
    }
}
