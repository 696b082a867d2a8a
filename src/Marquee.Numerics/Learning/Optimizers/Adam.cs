namespace Marquee.Numerics.Learning;

/// <summary>Adaptive moment estimation; with <see cref="Optimizer.WeightDecay"/> above 0 it is AdamW.</summary>
/// <remarks>
/// <c>m = b1 * m + (1 - b1) * g; s = b2 * s + (1 - b2) * g^2; x = (1 - learningRate * weightDecay) * x - learningRate * (m / (1 - b1^t)) / (sqrt(s / (1 - b2^t)) + epsilon)</c>, where <c>t</c> counts the steps of the number, from 1.
/// Sources: Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015; Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019. For sparse gradients some libraries count <c>t</c> over all steps of the training,
/// so that a row that comes first after thousands of them takes a first step of more than three times the learning rate; here it is the row's own count, and the first step is the learning rate.
/// </remarks>
public sealed unsafe class Adam : Optimizer
{
    // Corrections of the first steps, worked out once: a sparse row needs its own.
    private const int Prepared = 1 << 14;

    private float[] _rateFactors = [];
    private float[] _epsilonFactors = [];

    /// <summary>Share of the mean of gradients that stays in a step (<c>b1</c>), from 0 to below 1. Default 0.9.</summary>
    public double FirstDecay { get; init; } = 0.9;

    /// <summary>Share of the mean of squares that stays in a step (<c>b2</c>), from 0 to below 1. Default 0.999.</summary>
    public double SecondDecay { get; init; } = 0.999;

    /// <summary>Keeps the division from one by zero; above 0. Default 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    private protected override int MomentCount => 2;

    private protected override void Validate()
    {
        base.Validate();
        Check(FirstDecay is >= 0 and < 1, nameof(FirstDecay), FirstDecay, "from 0 to below 1");
        Check(SecondDecay is >= 0 and < 1, nameof(SecondDecay), SecondDecay, "from 0 to below 1");
        Check(Epsilon > 0, nameof(Epsilon), Epsilon, "above 0");
        _rateFactors = new float[Prepared];
        _epsilonFactors = new float[Prepared];
        for (var step = 1; step < Prepared; step++)
        {
            (_rateFactors[step], _epsilonFactors[step]) = Correction(step);
        }
    }

    private protected override void MoveNumbers(float* values, float* gradient, AlignedMemory[] moments, nint offset, int count, float keep, double rate, float scale, int step)
    {
        var (ofRate, ofEpsilon) = step < Prepared ? (_rateFactors[step], _epsilonFactors[step]) : Correction(step);
        Kernels.Adam(
            values, gradient, moments[0].Start + offset, moments[1].Start + offset, count,
            keep, (float)(rate * ofRate), scale, (float)(Epsilon * ofEpsilon),
            (float)FirstDecay, (float)(1 - FirstDecay), (float)SecondDecay, (float)(1 - SecondDecay));
    }

    // Both corrections are taken out of the loop over numbers: (m / c1) / (sqrt(s / c2) + e) = (sqrt(c2) / c1) * m / (sqrt(s) + e * sqrt(c2)).
    private (float OfRate, float OfEpsilon) Correction(int step)
    {
        var root = Math.Sqrt(1 - Math.Pow(SecondDecay, step));
        return ((float)(root / (1 - Math.Pow(FirstDecay, step))), (float)root);
    }
}
