using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Numerics;

/// <summary>Tiles of 8 x 8 with AVX2 and fused multiply-add: a row of the tile is one register.</summary>
/// <remarks>
/// Eight sums just cover the latency of the multiply-adds.
/// </remarks>
internal sealed unsafe partial class Vector256SquareKernel : SquareKernel
{
    private const int Lanes = 8;

    /// <inheritdoc/>
    public override int Side => Lanes;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddProduct(
        int depth, float* left, nint leftStride, float* right, nint rightStride, float* c, nint cStride, float alpha)
    {
        Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector256<float> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        for (; depth > 0; depth--)
        {
            var row = Vector256.Load(right);
            sum0 = Vector256.FusedMultiplyAdd(Vector256.Create(left[0]), row, sum0);
            sum1 = Vector256.FusedMultiplyAdd(Vector256.Create(left[1]), row, sum1);
            sum2 = Vector256.FusedMultiplyAdd(Vector256.Create(left[2]), row, sum2);
            sum3 = Vector256.FusedMultiplyAdd(Vector256.Create(left[3]), row, sum3);
            sum4 = Vector256.FusedMultiplyAdd(Vector256.Create(left[4]), row, sum4);
            sum5 = Vector256.FusedMultiplyAdd(Vector256.Create(left[5]), row, sum5);
            sum6 = Vector256.FusedMultiplyAdd(Vector256.Create(left[6]), row, sum6);
            sum7 = Vector256.FusedMultiplyAdd(Vector256.Create(left[7]), row, sum7);
            left += leftStride;
            right += rightStride;
        }

        var factor = Vector256.Create(alpha);
        Add(c, factor, sum0);
        Add(c + cStride, factor, sum1);
        Add(c + 2 * cStride, factor, sum2);
        Add(c + 3 * cStride, factor, sum3);
        Add(c + 4 * cStride, factor, sum4);
        Add(c + 5 * cStride, factor, sum5);
        Add(c + 6 * cStride, factor, sum6);
        Add(c + 7 * cStride, factor, sum7);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MultiplyTile(float* left, float* x, nint stride)
    {
        Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        Vector256<float> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        for (var k = 0; k < Lanes; k++)
        {
            var row = Vector256.Load(x + k * stride);
            sum0 = Vector256.FusedMultiplyAdd(Vector256.Create(left[0]), row, sum0);
            sum1 = Vector256.FusedMultiplyAdd(Vector256.Create(left[Lanes]), row, sum1);
            sum2 = Vector256.FusedMultiplyAdd(Vector256.Create(left[2 * Lanes]), row, sum2);
            sum3 = Vector256.FusedMultiplyAdd(Vector256.Create(left[3 * Lanes]), row, sum3);
            sum4 = Vector256.FusedMultiplyAdd(Vector256.Create(left[4 * Lanes]), row, sum4);
            sum5 = Vector256.FusedMultiplyAdd(Vector256.Create(left[5 * Lanes]), row, sum5);
            sum6 = Vector256.FusedMultiplyAdd(Vector256.Create(left[6 * Lanes]), row, sum6);
            sum7 = Vector256.FusedMultiplyAdd(Vector256.Create(left[7 * Lanes]), row, sum7);
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
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void PackRows(
        float* first, nint stride, int* rows, int count, int length, float* weights, float* plain, float* weighted, nint panelStride)
    {
        var whole = length - length % Lanes;
        var mask = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(length % Lanes)).AsSingle();
        for (var place = 0; place < count; place++)
        {
            var row = first + rows[place] * stride;
            var weight = Vector256.Create(weights[place]);
            var target = place * (nint)Lanes;
            for (var column = 0; column < whole; column += Lanes)
            {
                var values = Vector256.Load(row + column);
                values.Store(plain + target);
                (values * weight).Store(weighted + target);
                target += panelStride;
            }

            if (whole < length)
            {
                var values = Avx.MaskLoad(row + whole, mask);
                values.Store(plain + target);
                (values * weight).Store(weighted + target);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* target, Vector256<float> factor, Vector256<float> sum) =>
        Vector256.FusedMultiplyAdd(factor, sum, Vector256.Load(target)).Store(target);
}
