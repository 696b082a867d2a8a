using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>Vector loops over numbers side by side that several operations share, for one vector width.</summary>
internal abstract unsafe class ElementKernels
{
    /// <summary>The form for the width in use.</summary>
    public static ElementKernels Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static ElementKernels For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new ElementKernels<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new ElementKernels<Vector256Lanes, Vector256<float>>(),
        _ => new ElementKernels<ScalarLanes, float>(),
    };

    /// <summary><c>target += source</c>.</summary>
    public abstract void Add(float* source, float* target, int count);

    /// <summary><c>target += scale * source</c>.</summary>
    public abstract void AddScaled(float scale, float* source, float* target, int count);
}

/// <inheritdoc/>
internal sealed unsafe class ElementKernels<TLanes, TVector> : ElementKernels
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public override void Add(float* source, float* target, int count)
    {
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            TLanes.Store(TLanes.Add(TLanes.Load(target + index), TLanes.Load(source + index)), target + index);
        }

        for (; index < count; index++)
        {
            target[index] += source[index];
        }
    }

    /// <inheritdoc/>
    public override void AddScaled(float scale, float* source, float* target, int count)
    {
        var scales = TLanes.Create(scale);
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            TLanes.Store(TLanes.MultiplyAdd(scales, TLanes.Load(source + index), TLanes.Load(target + index)), target + index);
        }

        for (; index < count; index++)
        {
            target[index] = MathF.FusedMultiplyAdd(scale, source[index], target[index]);
        }
    }
}
