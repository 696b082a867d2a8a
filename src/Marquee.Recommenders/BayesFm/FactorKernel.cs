using System.Runtime.Intrinsics;
using Marquee.Numerics;

namespace Marquee.Recommenders;

/// <summary>The inner loops over the numbers of one vector. Lengths are multiples of <see cref="LengthUnit"/>.</summary>
internal abstract unsafe class FactorKernel
{
    /// <summary>One vector of the widest kind.</summary>
    public const int LengthUnit = 16;

    /// <summary>The form for the width in use.</summary>
    public static FactorKernel Chosen { get; } = SimdWidths.Chosen switch
    {
        SimdWidth.Vector512 => new FactorKernel<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new FactorKernel<Vector256Lanes, Vector256<float>>(),
        _ => new FactorKernel<ScalarLanes, float>(),
    };

    /// <summary>The room that some numbers take.</summary>
    public static int Padded(int length) => (length + LengthUnit - 1) / LengthUnit * LengthUnit;

    /// <summary><c>target = left + right</c>.</summary>
    /// <returns><c>left . right</c>.</returns>
    public abstract float Add(float* left, float* right, int length, float* target);

    /// <summary><c>left . right</c>.</summary>
    public abstract float Dot(float* left, float* right, int length);
}

/// <inheritdoc/>
internal sealed unsafe class FactorKernel<TLanes, TVector> : FactorKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public override float Add(float* left, float* right, int length, float* target)
    {
        var sum = TLanes.Create(0);
        for (var at = 0; at < length; at += TLanes.Count)
        {
            var (one, other) = (TLanes.Load(left + at), TLanes.Load(right + at));
            TLanes.Store(TLanes.Add(one, other), target + at);
            sum = TLanes.MultiplyAdd(one, other, sum);
        }

        return Total(sum);
    }

    /// <inheritdoc/>
    public override float Dot(float* left, float* right, int length)
    {
        var sum = TLanes.Create(0);
        for (var at = 0; at < length; at += TLanes.Count)
        {
            sum = TLanes.MultiplyAdd(TLanes.Load(left + at), TLanes.Load(right + at), sum);
        }

        return Total(sum);
    }

    private static float Total(TVector sum)
    {
        var lanes = stackalloc float[TLanes.Count];
        TLanes.Store(sum, lanes);
        var total = 0f;
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            total += lanes[lane];
        }

        return total;
    }
}
