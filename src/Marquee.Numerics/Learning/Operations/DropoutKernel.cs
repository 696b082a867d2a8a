using System.Runtime.Intrinsics;

namespace Marquee.Numerics.Learning;

/// <summary>The kernel of dropout; all widths give the same bits.</summary>
internal abstract unsafe class DropoutKernel
{
    /// <summary>The form for the width in use.</summary>
    public static DropoutKernel Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static DropoutKernel For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new DropoutKernel<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new DropoutKernel<Vector256Lanes, Vector256<float>>(),
        _ => new DropoutKernel<ScalarLanes, float>(),
    };

    /// <summary><c>target = addend + scale * source</c> where the hash of the place keeps it, <c>addend</c> elsewhere.</summary>
    /// <param name="chance">Which places fall.</param>
    /// <param name="source">Numbers to drop or keep.</param>
    /// <param name="addend">Numbers to add to, or null for zeros.</param>
    /// <param name="target">Receives the sums; may be the source or the addend.</param>
    /// <param name="count">How many.</param>
    /// <param name="firstPlace">Place of the first number, where they are a part of more.</param>
    public abstract void Drop(DropoutChance chance, float* source, float* addend, float* target, int count, uint firstPlace = 0);
}

/// <inheritdoc/>
internal sealed unsafe class DropoutKernel<TLanes, TVector> : DropoutKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public override void Drop(DropoutChance chance, float* source, float* addend, float* target, int count, uint firstPlace = 0)
    {
        var (first, second, threshold) = (chance.FirstKey, chance.SecondKey, chance.Threshold);
        var scale = TLanes.Create(chance.Scale);
        var index = 0;
        for (; index + TLanes.Count <= count; index += TLanes.Count)
        {
            var kept = TLanes.Drop(TLanes.Load(source + index), firstPlace + (uint)index, first, second, threshold);
            TLanes.Store(TLanes.MultiplyAdd(scale, kept, addend == null ? default : TLanes.Load(addend + index)), target + index);
        }

        if (index < count)
        {
            var rest = count - index;
            var kept = TLanes.Drop(TLanes.LoadFirst(source + index, rest, default), firstPlace + (uint)index, first, second, threshold);
            TLanes.StoreFirst(TLanes.MultiplyAdd(scale, kept, addend == null ? default : TLanes.LoadFirst(addend + index, rest, default)), target + index, rest);
        }
    }
}
