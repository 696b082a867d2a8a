using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>The kernel of binary cross-entropy: the loss and its derivative from one exponential.</summary>
internal abstract unsafe class BinaryCrossEntropyKernel
{
    // Parts are summed in single precision, their sums in double.
    private const int PartLength = 1024;

    /// <summary>The form for the width in use.</summary>
    public static BinaryCrossEntropyKernel Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static BinaryCrossEntropyKernel For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new BinaryCrossEntropyKernel<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new BinaryCrossEntropyKernel<Vector256Lanes, Vector256<float>>(),
        _ => new BinaryCrossEntropyKernel<ScalarLanes, float>(),
    };

    /// <summary>The sum of the losses; their derivatives by the logits go to <paramref name="gradient"/>.</summary>
    /// <param name="logits">Logits.</param>
    /// <param name="targets">Probabilities.</param>
    /// <param name="weights">Weights, or null for 1.</param>
    /// <param name="gradient">Receives the derivatives.</param>
    /// <param name="count">How many.</param>
    public double Run(float* logits, float* targets, float* weights, float* gradient, int count)
    {
        var sum = 0.0;
        for (var from = 0; from < count; from += PartLength)
        {
            sum += RunPart(logits + from, targets + from, weights == null ? null : weights + from, gradient + from, Math.Min(PartLength, count - from));
        }

        return sum;
    }

    /// <summary>The same for a part that is summed in single precision.</summary>
    protected abstract float RunPart(float* logits, float* targets, float* weights, float* gradient, int count);
}

/// <inheritdoc/>
internal sealed unsafe class BinaryCrossEntropyKernel<TLanes, TVector> : BinaryCrossEntropyKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const float LeastLogit = -1000;

    /// <inheritdoc/>
    protected override float RunPart(float* logits, float* targets, float* weights, float* gradient, int count)
    {
        TVector sum = default;
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            var weight = weights == null ? TLanes.Create(1) : TLanes.Load(weights + index);
            var (loss, derivative) = Terms(TLanes.Load(logits + index), TLanes.Load(targets + index));
            sum = TLanes.MultiplyAdd(weight, loss, sum);
            TLanes.Store(TLanes.Multiply(weight, derivative), gradient + index);
        }

        if (index < count)
        {
            // Beyond the end stands a logit so small that a target of 0 loses nothing by it.
            var rest = count - index;
            var weight = weights == null ? TLanes.Create(1) : TLanes.LoadFirst(weights + index, rest, default);
            var logit = TLanes.LoadFirst(logits + index, rest, TLanes.Create(LeastLogit));
            var (loss, derivative) = Terms(logit, TLanes.LoadFirst(targets + index, rest, default));
            sum = TLanes.MultiplyAdd(weight, loss, sum);
            TLanes.StoreFirst(TLanes.Multiply(weight, derivative), gradient + index, rest);
        }

        return TLanes.Sum(sum);
    }

    // log(1 + e^logit) - target * logit, and sigmoid(logit) - target.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector Loss, TVector Derivative) Terms(TVector logit, TVector target)
    {
        var (zero, one) = (TLanes.Create(0), TLanes.Create(1));
        // Of minus the absolute value, so that nothing overflows.
        var exponential = TLanes.Exp(TLanes.Min(TLanes.Subtract(zero, logit), logit));
        var below = TLanes.Add(one, exponential);
        var softplus = TLanes.Add(ElementaryFunctions.LogOnePlus<TLanes, TVector>(exponential), TLanes.Max(zero, logit));
        var sigmoid = TLanes.Divide(TLanes.Select(logit, zero, one, exponential), below);
        return (TLanes.MultiplySubtract(target, logit, softplus), TLanes.Subtract(sigmoid, target));
    }
}
