namespace Marquee.Numerics.Learning;

/// <summary>Stochastic gradient descent, with momentum or without.</summary>
/// <remarks><c>v = momentum * v + g; x = (1 - learningRate * weightDecay) * x - learningRate * v</c>. Source: Polyak, Some Methods of Speeding Up the Convergence of Iteration Methods, 1964.</remarks>
public sealed unsafe class Sgd : Optimizer
{
    /// <summary>Share of the last step's velocity that stays, from 0 (none, the default) to below 1.</summary>
    public double Momentum { get; init; }

    private protected override int MomentCount => Momentum == 0 ? 0 : 1;

    private protected override void Validate()
    {
        base.Validate();
        Check(Momentum is >= 0 and < 1, nameof(Momentum), Momentum, "from 0 to below 1");
    }

    private protected override void MoveNumbers(float* values, float* gradient, AlignedMemory[] moments, nint offset, int count, float keep, double rate, float scale, int step)
    {
        if (Momentum == 0)
        {
            Kernels.Descend(values, gradient, count, keep, (float)(rate * scale));
        }
        else
        {
            Kernels.DescendWithMomentum(values, gradient, moments[0].Start + offset, count, keep, (float)rate, scale, (float)Momentum);
        }
    }
}
