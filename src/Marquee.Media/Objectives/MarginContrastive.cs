using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>
/// Views of one example should lie together, views of two at least a margin apart: the mean of <c>d^2</c> over pairs of the same example and of <c>max(0, margin - d)^2</c> over pairs of two, where <c>d</c> is the distance of the vectors at length 1.
/// </summary>
/// <remarks>Source: Hadsell, Chopra and LeCun, Dimensionality Reduction by Learning an Invariant Mapping, 2006; all pairs of a slice instead of drawn ones.</remarks>
/// <param name="margin">From above 0 to 2, the largest distance there is. Default 1.</param>
public sealed class MarginContrastive(double margin = 1) : IViewObjective
{
    // Under the root: its derivative at zero is infinite.
    private const float Little = 1e-6f;

    /// <summary>From above 0 to 2.</summary>
    public double Margin { get; } = margin is > 0 and <= 2 ? margin : throw new ArgumentOutOfRangeException(nameof(margin), margin, "Vectors of length 1 are at most 2 apart: a margin is above 0 and at most 2.");

    /// <inheritdoc/>
    public string Name => "margin";

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, Tensor first, Tensor second)
    {
        var count = ViewTensors.Check(tape, first, second);
        var (one, other) = (tape.NormalizeRows(first), tape.NormalizeRows(second));

        // Of vectors of length 1, |a - b|^2 = 2 - 2 a . b; rounding may leave a little less than 0.
        var squares = tape.Relu(tape.Add(tape.Scale(tape.Multiply(one, other, transposeB: true), -2), tape.Input(new TensorShape(), [2])));
        var near = tape.Sum(tape.MultiplyElements(squares, ViewTensors.Diagonal(tape, count, 1f / count, 0)));
        var missing = tape.Relu(tape.Subtract(tape.Input(new TensorShape(), [(float)Margin]), ViewTensors.Root(tape, squares, Little)));
        var far = tape.Sum(tape.MultiplyElements(tape.Square(missing), ViewTensors.Diagonal(tape, count, 0, 1f / (count * (count - 1f)))));
        return tape.Add(near, far);
    }
}
