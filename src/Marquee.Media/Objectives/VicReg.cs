using Marquee.Numerics.Learning;

namespace Marquee.Media;

/// <summary>
/// Variance, invariance, covariance: views of an example should be the same (mean squared difference), every column should vary by at least 1 over the slice (hinge on its deviation), and no two columns say the same
/// (squares of covariances, divided by the columns). Nothing is compared with negatives.
/// </summary>
/// <remarks>Source: Bardes, Ponce and LeCun, VICReg, 2022, with its weights as defaults. Deviations and covariances are those of a slice. O(n * columns^2).</remarks>
public sealed class VicReg : IViewObjective
{
    private const float Little = 1e-4f;

    /// <summary>Weight of the squared difference, at least 0. Default 25.</summary>
    public double Invariance { get; init; } = 25;

    /// <summary>Weight of the hinge on deviations, at least 0. Default 25.</summary>
    public double Variance { get; init; } = 25;

    /// <summary>Weight of the covariances, at least 0. Default 1.</summary>
    public double Covariance { get; init; } = 1;

    /// <inheritdoc/>
    public string Name => "vicreg";

    /// <inheritdoc/>
    public Tensor Loss(Tape tape, Tensor first, Tensor second)
    {
        _ = ViewTensors.Check(tape, first, second);
        var invariance = tape.Scale(tape.Mean(tape.Square(tape.Subtract(first, second))), (float)Invariance);
        return tape.Add(invariance, tape.Add(Spread(tape, first), Spread(tape, second)));
    }

    /// <summary>Half of the hinge, and the covariances, of one side.</summary>
    private Tensor Spread(Tape tape, Tensor views)
    {
        var (count, columns) = (views.Shape[0], views.Shape[1]);
        var centred = tape.Subtract(views, tape.Mean(views, 0));
        var variances = tape.Scale(tape.Sum(tape.Square(centred), 0), 1f / (count - 1));
        var missing = tape.Relu(tape.Subtract(tape.Input(new TensorShape(), [1]), ViewTensors.Root(tape, variances, Little)));
        var covariances = tape.Scale(tape.Multiply(centred, centred, transposeA: true), 1f / (count - 1));
        var beside = tape.Sum(tape.MultiplyElements(tape.Square(covariances), ViewTensors.Diagonal(tape, columns, 0, 1f / columns)));
        return tape.Add(tape.Scale(tape.Mean(missing), (float)Variance / 2), tape.Scale(beside, (float)Covariance));
    }
}
