using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Marquee.Numerics;

/// <summary>The kernel of sparse products: a weighted sum of rows, <c>target = sum over e of weights[e] * rows[indices[e]]</c>.</summary>
/// <remarks>
/// Sums stay in registers over the whole list, a strip of columns at a time, so that each number is loaded once and each sum stored once.
/// Every column is summed in the order of the list with fused multiply-add, so all widths and all strips give the same bits.
/// </remarks>
internal abstract unsafe class RowCombination
{
    /// <summary>The form for the width in use.</summary>
    public static RowCombination Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static RowCombination For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new RowCombination<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new RowCombination<Vector256Lanes, Vector256<float>>(),
        _ => new RowCombination<ScalarLanes, float>(),
    };

    /// <summary>Computes one combination.</summary>
    /// <param name="indices">Which rows; may repeat.</param>
    /// <param name="weights">Weight of each.</param>
    /// <param name="count">How many; 0 gives zeros.</param>
    /// <param name="rows">First column of row 0.</param>
    /// <param name="stride">Distance between rows.</param>
    /// <param name="columns">Columns to combine.</param>
    /// <param name="target">Receives <paramref name="columns"/> sums.</param>
    public abstract void Combine(int* indices, float* weights, int count, float* rows, nint stride, int columns, float* target);
}

/// <inheritdoc/>
internal sealed unsafe class RowCombination<TLanes, TVector> : RowCombination
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <inheritdoc/>
    public override void Combine(int* indices, float* weights, int count, float* rows, nint stride, int columns, float* target)
    {
        var column = 0;
        for (; column + 8 * TLanes.Count <= columns; column += 8 * TLanes.Count)
        {
            Eight(indices, weights, count, rows + column, stride, target + column);
        }

        for (; column + 4 * TLanes.Count <= columns; column += 4 * TLanes.Count)
        {
            Four(indices, weights, count, rows + column, stride, target + column);
        }

        for (; column + TLanes.Count <= columns; column += TLanes.Count)
        {
            One<TLanes, TVector>(indices, weights, count, rows + column, stride, target + column);
        }

        for (; column < columns; column++)
        {
            One<ScalarLanes, float>(indices, weights, count, rows + column, stride, target + column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(int* indices, float* weights, int count, float* rows, nint stride, float* target)
    {
        var width = TLanes.Count;
        TVector sum0 = default, sum1 = default, sum2 = default, sum3 = default, sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        for (var entry = 0; entry < count; entry++)
        {
            var row = rows + indices[entry] * stride;
            var weight = TLanes.Create(weights[entry]);
            sum0 = TLanes.MultiplyAdd(weight, TLanes.Load(row), sum0);
            sum1 = TLanes.MultiplyAdd(weight, TLanes.Load(row + width), sum1);
            sum2 = TLanes.MultiplyAdd(weight, TLanes.Load(row + 2 * width), sum2);
            sum3 = TLanes.MultiplyAdd(weight, TLanes.Load(row + 3 * width), sum3);
            sum4 = TLanes.MultiplyAdd(weight, TLanes.Load(row + 4 * width), sum4);
            sum5 = TLanes.MultiplyAdd(weight, TLanes.Load(row + 5 * width), sum5);
            sum6 = TLanes.MultiplyAdd(weight, TLanes.Load(row + 6 * width), sum6);
            sum7 = TLanes.MultiplyAdd(weight, TLanes.Load(row + 7 * width), sum7);
        }

        TLanes.Store(sum0, target);
        TLanes.Store(sum1, target + width);
        TLanes.Store(sum2, target + 2 * width);
        TLanes.Store(sum3, target + 3 * width);
        TLanes.Store(sum4, target + 4 * width);
        TLanes.Store(sum5, target + 5 * width);
        TLanes.Store(sum6, target + 6 * width);
        TLanes.Store(sum7, target + 7 * width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(int* indices, float* weights, int count, float* rows, nint stride, float* target)
    {
        var width = TLanes.Count;
        TVector sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (var entry = 0; entry < count; entry++)
        {
            var row = rows + indices[entry] * stride;
            var weight = TLanes.Create(weights[entry]);
            sum0 = TLanes.MultiplyAdd(weight, TLanes.Load(row), sum0);
            sum1 = TLanes.MultiplyAdd(weight, TLanes.Load(row + width), sum1);
            sum2 = TLanes.MultiplyAdd(weight, TLanes.Load(row + 2 * width), sum2);
            sum3 = TLanes.MultiplyAdd(weight, TLanes.Load(row + 3 * width), sum3);
        }

        TLanes.Store(sum0, target);
        TLanes.Store(sum1, target + width);
        TLanes.Store(sum2, target + 2 * width);
        TLanes.Store(sum3, target + 3 * width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TNarrow, TNarrowVector>(int* indices, float* weights, int count, float* rows, nint stride, float* target)
        where TNarrow : struct, ILanes<TNarrowVector>
        where TNarrowVector : struct
    {
        TNarrowVector sum = default;
        for (var entry = 0; entry < count; entry++)
        {
            sum = TNarrow.MultiplyAdd(TNarrow.Create(weights[entry]), TNarrow.Load(rows + indices[entry] * stride), sum);
        }

        TNarrow.Store(sum, target);
    }
}
