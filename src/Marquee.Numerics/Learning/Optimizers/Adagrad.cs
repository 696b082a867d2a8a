namespace Marquee.Numerics.Learning;

/// <summary>Steps that shrink with all that a number has moved: rare rows take larger ones than frequent rows.</summary>
/// <remarks><c>s = s + g^2; x = (1 - learningRate * weightDecay) * x - learningRate * g / (sqrt(s) + epsilon)</c>. Source: Duchi, Hazan and Singer, Adaptive Subgradient Methods, 2011.</remarks>
public sealed unsafe class Adagrad : Optimizer
{
    /// <summary>Keeps the division from one by zero; above 0. Default 1e-10.</summary>
    public double Epsilon { get; init; } = 1e-10;

    private protected override int MomentCount => 1;

    private protected override void Validate()
    {
        base.Validate();
        Check(Epsilon > 0, nameof(Epsilon), Epsilon, "above 0");
    }

    private protected override void MoveNumbers(float* values, float* gradient, AlignedMemory[] moments, nint offset, int count, float keep, double rate, float scale, int step) =>
        Kernels.Adagrad(values, gradient, moments[0].Start + offset, count, keep, (float)rate, scale, (float)Epsilon);
}
