using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Numerics;

/// <summary>Tiles of 16 x 16 with AVX-512: a row of the tile is one register.</summary>
/// <remarks>
/// Sixteen sums cover the latency of the multiply-adds; the left factors are broadcast as part of the multiply-add, so
/// seventeen loads feed sixteen multiply-adds.
/// </remarks>
internal sealed unsafe class Vector512SquareKernel : SquareKernel
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
    public override void PackRow(float* row, int length, float weight, float* plain, float* weighted, nint panelStride)
    {
        for (; length >= Lanes; length -= Lanes)
        {
            var values = Vector512.Load(row);
            values.Store(plain);
            (values * weight).Store(weighted);
            row += Lanes;
            plain += panelStride;
            weighted += panelStride;
        }

        if (length > 0)
        {
            var mask = Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(length)).AsSingle();
            var values = Avx512F.MaskLoad(row, mask, Vector512<float>.Zero);
            values.Store(plain);
            (values * weight).Store(weighted);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Factor(float* a, nint stride, float* inverseDiagonal)
    {
        for (var row = 0; row < Lanes; row++)
        {
            var target = a + row * stride;
            var remainder = SubtractEarlierRows(row, a, stride, a, stride);
            Vector512.Store(remainder, target);
            var pivot = target[row];
            if (!(pivot > 0 && float.IsFinite(pivot)))
            {
                return row;
            }

            var inverse = 1 / MathF.Sqrt(pivot);
            inverseDiagonal[row] = inverse;
            Vector512.Store(remainder * inverse, target);
        }

        for (var row = 1; row < Lanes; row++)
        {
            for (var column = 0; column < row; column++)
            {
                a[row * stride + column] = a[column * stride + row];
            }
        }

        return -1;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void SolveTransposed(float* u, nint stride, float* inverseDiagonal, float* x)
    {
        for (var row = 0; row < Lanes; row++)
        {
            Vector512.Store(SubtractEarlierRows(row, u, stride, x, stride) * inverseDiagonal[row], x + row * stride);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Substitute(float* u, nint stride, float* inverseDiagonal, float* x, bool backward)
    {
        var remainder = Vector512.Load(x);
        var row = backward ? Lanes - 1 : 0;
        var step = backward ? -1 : 1;
        for (var count = 0; count < Lanes; count++)
        {
            // Lanes that are already solved go on receiving nonsense, which nothing reads.
            var value = Avx512F.PermuteVar16x32(remainder, Vector512.Create(row)) * Vector512.Create(inverseDiagonal[row]);
            x[row] = value.ToScalar();
            remainder = Vector512.FusedMultiplyAdd(-value, Vector512.Load(u + row * stride), remainder);
            row += step;
        }
    }

    /// <summary>Row <paramref name="row"/> of <c>x</c> less the earlier rows, each weighted by its factor in column <paramref name="row"/> of <c>u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SubtractEarlierRows(int row, float* u, nint stride, float* x, nint xStride)
    {
        var remainder = Vector512.Load(x + row * xStride);
        for (var earlier = 0; earlier < row; earlier++)
        {
            var factor = Vector512.Create(-u[earlier * stride + row]);
            remainder = Vector512.FusedMultiplyAdd(factor, Vector512.Load(x + earlier * xStride), remainder);
        }

        return remainder;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* target, Vector512<float> factor, Vector512<float> sum) =>
        Vector512.Store(Vector512.FusedMultiplyAdd(factor, sum, Vector512.Load(target)), target);
}
