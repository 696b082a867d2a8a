using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Numerics;

/// <summary>Tiles of 16 x 16 with AVX-512: a row of the tile is one register.</summary>
/// <remarks>
/// Sixteen sums cover the latency of the multiply-adds; the left factors are broadcast as part of the multiply-add, so
/// seventeen loads feed sixteen multiply-adds.
/// </remarks>
internal sealed unsafe partial class Vector512SquareKernel : SquareKernel
{
    private const int Lanes = 16;

    /// <inheritdoc/>
    public override int Side => Lanes;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddProduct(
        int depth, float* left, nint leftStride, float* right, nint rightStride, float* c, nint cStride, float alpha)
    {
        Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector512<float> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        Vector512<float> sum8 = default, sum9 = default, sum10 = default, sum11 = default;
        Vector512<float> sum12 = default, sum13 = default, sum14 = default, sum15 = default;
        for (; depth > 0; depth--)
        {
            var row = Vector512.Load(right);
            sum0 = Vector512.FusedMultiplyAdd(Vector512.Create(left[0]), row, sum0);
            sum1 = Vector512.FusedMultiplyAdd(Vector512.Create(left[1]), row, sum1);
            sum2 = Vector512.FusedMultiplyAdd(Vector512.Create(left[2]), row, sum2);
            sum3 = Vector512.FusedMultiplyAdd(Vector512.Create(left[3]), row, sum3);
            sum4 = Vector512.FusedMultiplyAdd(Vector512.Create(left[4]), row, sum4);
            sum5 = Vector512.FusedMultiplyAdd(Vector512.Create(left[5]), row, sum5);
            sum6 = Vector512.FusedMultiplyAdd(Vector512.Create(left[6]), row, sum6);
            sum7 = Vector512.FusedMultiplyAdd(Vector512.Create(left[7]), row, sum7);
            sum8 = Vector512.FusedMultiplyAdd(Vector512.Create(left[8]), row, sum8);
            sum9 = Vector512.FusedMultiplyAdd(Vector512.Create(left[9]), row, sum9);
            sum10 = Vector512.FusedMultiplyAdd(Vector512.Create(left[10]), row, sum10);
            sum11 = Vector512.FusedMultiplyAdd(Vector512.Create(left[11]), row, sum11);
            sum12 = Vector512.FusedMultiplyAdd(Vector512.Create(left[12]), row, sum12);
            sum13 = Vector512.FusedMultiplyAdd(Vector512.Create(left[13]), row, sum13);
            sum14 = Vector512.FusedMultiplyAdd(Vector512.Create(left[14]), row, sum14);
            sum15 = Vector512.FusedMultiplyAdd(Vector512.Create(left[15]), row, sum15);
            left += leftStride;
            right += rightStride;
        }

        var factor = Vector512.Create(alpha);
        Add(c, factor, sum0);
        Add(c + cStride, factor, sum1);
        Add(c + 2 * cStride, factor, sum2);
        Add(c + 3 * cStride, factor, sum3);
        Add(c + 4 * cStride, factor, sum4);
        Add(c + 5 * cStride, factor, sum5);
        Add(c + 6 * cStride, factor, sum6);
        Add(c + 7 * cStride, factor, sum7);
        Add(c + 8 * cStride, factor, sum8);
        Add(c + 9 * cStride, factor, sum9);
        Add(c + 10 * cStride, factor, sum10);
        Add(c + 11 * cStride, factor, sum11);
        Add(c + 12 * cStride, factor, sum12);
        Add(c + 13 * cStride, factor, sum13);
        Add(c + 14 * cStride, factor, sum14);
        Add(c + 15 * cStride, factor, sum15);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MultiplyTile(float* left, float* x, nint stride)
    {
        Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector512<float> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        Vector512<float> sum8 = default, sum9 = default, sum10 = default, sum11 = default;
        Vector512<float> sum12 = default, sum13 = default, sum14 = default, sum15 = default;
        for (var k = 0; k < Lanes; k++)
        {
            var row = Vector512.Load(x + k * stride);
            sum0 = Vector512.FusedMultiplyAdd(Vector512.Create(left[0]), row, sum0);
            sum1 = Vector512.FusedMultiplyAdd(Vector512.Create(left[Lanes]), row, sum1);
            sum2 = Vector512.FusedMultiplyAdd(Vector512.Create(left[2 * Lanes]), row, sum2);
            sum3 = Vector512.FusedMultiplyAdd(Vector512.Create(left[3 * Lanes]), row, sum3);
            sum4 = Vector512.FusedMultiplyAdd(Vector512.Create(left[4 * Lanes]), row, sum4);
            sum5 = Vector512.FusedMultiplyAdd(Vector512.Create(left[5 * Lanes]), row, sum5);
            sum6 = Vector512.FusedMultiplyAdd(Vector512.Create(left[6 * Lanes]), row, sum6);
            sum7 = Vector512.FusedMultiplyAdd(Vector512.Create(left[7 * Lanes]), row, sum7);
            sum8 = Vector512.FusedMultiplyAdd(Vector512.Create(left[8 * Lanes]), row, sum8);
            sum9 = Vector512.FusedMultiplyAdd(Vector512.Create(left[9 * Lanes]), row, sum9);
            sum10 = Vector512.FusedMultiplyAdd(Vector512.Create(left[10 * Lanes]), row, sum10);
            sum11 = Vector512.FusedMultiplyAdd(Vector512.Create(left[11 * Lanes]), row, sum11);
            sum12 = Vector512.FusedMultiplyAdd(Vector512.Create(left[12 * Lanes]), row, sum12);
            sum13 = Vector512.FusedMultiplyAdd(Vector512.Create(left[13 * Lanes]), row, sum13);
            sum14 = Vector512.FusedMultiplyAdd(Vector512.Create(left[14 * Lanes]), row, sum14);
            sum15 = Vector512.FusedMultiplyAdd(Vector512.Create(left[15 * Lanes]), row, sum15);
            left++;
        }

        sum0.Store(x);
        sum1.Store(x + stride);
        sum2.Store(x + 2 * stride);
        sum3.Store(x + 3 * stride);
        sum4.Store(x + 4 * stride);
        sum5.Store(x + 5 * stride);
        sum6.Store(x + 6 * stride);
        sum7.Store(x + 7 * stride);
        sum8.Store(x + 8 * stride);
        sum9.Store(x + 9 * stride);
        sum10.Store(x + 10 * stride);
        sum11.Store(x + 11 * stride);
        sum12.Store(x + 12 * stride);
        sum13.Store(x + 13 * stride);
        sum14.Store(x + 14 * stride);
        sum15.Store(x + 15 * stride);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void PackRows(
        float* first, nint stride, int* rows, int count, int length, float* weights, float* plain, float* weighted, nint panelStride)
    {
        var whole = length - length % Lanes;
        var mask = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(length % Lanes)).AsSingle();
        for (var place = 0; place < count; place++)
        {
            var row = first + rows[place] * stride;
            var weight = Vector512.Create(weights[place]);
            var target = place * (nint)Lanes;
            for (var column = 0; column < whole; column += Lanes)
            {
                var values = Vector512.Load(row + column);
                values.Store(plain + target);
                (values * weight).Store(weighted + target);
                target += panelStride;
            }

            if (whole < length)
            {
                var values = Avx512F.MaskLoad(row + whole, mask, Vector512<float>.Zero);
                values.Store(plain + target);
                (values * weight).Store(weighted + target);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* target, Vector512<float> factor, Vector512<float> sum) =>
        Vector512.FusedMultiplyAdd(factor, sum, Vector512.Load(target)).Store(target);
}
