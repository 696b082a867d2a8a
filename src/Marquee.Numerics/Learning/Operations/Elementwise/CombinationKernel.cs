using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>The kernel that combines two runs of numbers; all widths give the same bits.</summary>
internal abstract unsafe class CombinationKernel
{
    /// <summary>The form for the width in use.</summary>
    public static CombinationKernel Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static CombinationKernel For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new CombinationKernel<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new CombinationKernel<Vector256Lanes, Vector256<float>>(),
        _ => new CombinationKernel<ScalarLanes, float>(),
    };

    /// <summary>Combines two runs.</summary>
    /// <param name="combination">How.</param>
    /// <param name="left">First number of the left run.</param>
    /// <param name="leftStep">1, or 0 where that number stands for all.</param>
    /// <param name="right">First number of the right run.</param>
    /// <param name="rightStep">1, or 0 where that number stands for all.</param>
    /// <param name="target">Receives <paramref name="count"/> numbers; may be one of the runs.</param>
    /// <param name="count">How many.</param>
    public abstract void Combine(Combination combination, float* left, int leftStep, float* right, int rightStep, float* target, int count);
}

/// <inheritdoc/>
internal sealed unsafe class CombinationKernel<TLanes, TVector> : CombinationKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public override void Combine(Combination combination, float* left, int leftStep, float* right, int rightStep, float* target, int count)
    {
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            var first = leftStep == 0 ? TLanes.Create(*left) : TLanes.Load(left + index);
            var second = rightStep == 0 ? TLanes.Create(*right) : TLanes.Load(right + index);
            TLanes.Store(Combine(combination, first, second), target + index);
        }

        if (index < count)
        {
            var rest = count - index;
            var first = leftStep == 0 ? TLanes.Create(*left) : TLanes.LoadFirst(left + index, rest, default);
            var second = rightStep == 0 ? TLanes.Create(*right) : TLanes.LoadFirst(right + index, rest, default);
            TLanes.StoreFirst(Combine(combination, first, second), target + index, rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Combine(Combination combination, TVector left, TVector right) => combination switch
    {
        Combination.Sum => TLanes.Add(left, right),
        Combination.Difference => TLanes.Subtract(left, right),
        _ => TLanes.Multiply(left, right),
    };
}
