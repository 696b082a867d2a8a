using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>The kernel of sums of exponentials, one row at a time.</summary>
internal abstract unsafe class ExponentialKernel
{
    /// <summary>The form for the width in use.</summary>
    public static ExponentialKernel Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static ExponentialKernel For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new ExponentialKernel<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new ExponentialKernel<Vector256Lanes, Vector256<float>>(),
        _ => new ExponentialKernel<ScalarLanes, float>(),
    };

    /// <summary><c>log of sum of e^source</c>, without overflow; negative infinity where there is nothing to add.</summary>
    public float LogSumExp(float* source, int count)
    {
        var largest = ElementKernels.Chosen.Largest(source, count);
        return float.IsNegativeInfinity(largest) ? largest : largest + MathF.Log(SumExp(source, largest, count));
    }

    /// <summary><c>sum of e^(source - shift)</c>.</summary>
    public abstract float SumExp(float* source, float shift, int count);

    /// <summary><c>target = addend + scale * e^(source - shift)</c>; no addend where it is null.</summary>
    public abstract void AddExp(float* source, float shift, float scale, float* addend, float* target, int count);

    /// <summary><c>target = addend + values * (gradient - shift)</c>; no addend where it is null.</summary>
    public abstract void AddProduct(float* values, float* gradient, float shift, float* addend, float* target, int count);
}

/// <inheritdoc/>
internal sealed unsafe class ExponentialKernel<TLanes, TVector> : ExponentialKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public override float SumExp(float* source, float shift, int count)
    {
        var shifts = TLanes.Create(shift);
        TVector first = default, second = default;
        var index = 0;
        for (; index + 2 * TLanes.Count <= count; index += 2 * TLanes.Count)
        {
            first = TLanes.Add(first, TLanes.Exp(TLanes.Subtract(TLanes.Load(source + index), shifts)));
            second = TLanes.Add(second, TLanes.Exp(TLanes.Subtract(TLanes.Load(source + index + TLanes.Count), shifts)));
        }

        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            first = TLanes.Add(first, TLanes.Exp(TLanes.Subtract(TLanes.Load(source + index), shifts)));
        }

        if (index < count)
        {
            // The lanes beyond the end add nothing to the sum.
            var rest = TLanes.LoadFirst(source + index, count - index, TLanes.Create(float.NegativeInfinity));
            second = TLanes.Add(second, TLanes.Exp(TLanes.Subtract(rest, shifts)));
        }

        return TLanes.Sum(TLanes.Add(first, second));
    }

    /// <inheritdoc/>
    public override void AddExp(float* source, float shift, float scale, float* addend, float* target, int count)
    {
        var shifts = TLanes.Create(shift);
        var scales = TLanes.Create(scale);
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            var exponential = TLanes.Exp(TLanes.Subtract(TLanes.Load(source + index), shifts));
            TLanes.Store(TLanes.MultiplyAdd(scales, exponential, addend == null ? default : TLanes.Load(addend + index)), target + index);
        }

        if (index < count)
        {
            var rest = count - index;
            var exponential = TLanes.Exp(TLanes.Subtract(First(source + index, rest), shifts));
            TLanes.StoreFirst(TLanes.MultiplyAdd(scales, exponential, addend == null ? default : First(addend + index, rest)), target + index, rest);
        }
    }

    /// <inheritdoc/>
    public override void AddProduct(float* values, float* gradient, float shift, float* addend, float* target, int count)
    {
        var shifts = TLanes.Create(shift);
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            var difference = TLanes.Subtract(TLanes.Load(gradient + index), shifts);
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(values + index), difference, addend == null ? default : TLanes.Load(addend + index)), target + index);
        }

        if (index < count)
        {
            var rest = count - index;
            var difference = TLanes.Subtract(First(gradient + index, rest), shifts);
            TLanes.StoreFirst(TLanes.MultiplyAdd(First(values + index, rest), difference, addend == null ? default : First(addend + index, rest)), target + index, rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector First(float* address, int count) => TLanes.LoadFirst(address, count, default);
}
