using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Numerics;

/// <summary>Tiles of 8 x 8 with AVX2 and fused multiply-add: a row of the tile is one register.</summary>
/// <remarks>
/// Eight sums just cover the latency of the multiply-adds.
/// </remarks>
internal sealed unsafe class Vector256SquareKernel : SquareKernel
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
    public override void PackRow(float* row, int length, float weight, float* plain, float* weighted, nint panelStride)
    {
        for (; length >= Lanes; length -= Lanes)
        {
            var values = Vector256.Load(row);
            values.Store(plain);
            (values * weight).Store(weighted);
            row += Lanes;
            plain += panelStride;
            weighted += panelStride;
        }

        if (length > 0)
        {
            var mask = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(length)).AsSingle();
            var values = Avx.MaskLoad(row, mask);
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
            Vector256.Store(remainder, target);
            var pivot = target[row];
            if (!(pivot > 0 && float.IsFinite(pivot)))
            {
                return row;
            }

            var inverse = 1 / MathF.Sqrt(pivot);
            inverseDiagonal[row] = inverse;
            Vector256.Store(remainder * inverse, target);
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
            Vector256.Store(SubtractEarlierRows(row, u, stride, x, stride) * inverseDiagonal[row], x + row * stride);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Substitute(float* u, nint stride, float* inverseDiagonal, float* x, bool backward)
    {
        var remainder = Vector256.Load(x);
        var row = backward ? Lanes - 1 : 0;
        var step = backward ? -1 : 1;
        for (var count = 0; count < Lanes; count++)
        {
            // Lanes that are already solved go on receiving nonsense, which nothing reads.
            var value = Avx2.PermuteVar8x32(remainder, Vector256.Create(row)) * Vector256.Create(inverseDiagonal[row]);
            x[row] = value.ToScalar();
            remainder = Vector256.FusedMultiplyAdd(-value, Vector256.Load(u + row * stride), remainder);
            row += step;
        }
    }

    /// <summary>Row <paramref name="row"/> of <c>x</c> less the earlier rows, each weighted by its factor in column <paramref name="row"/> of <c>u</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SubtractEarlierRows(int row, float* u, nint stride, float* x, nint xStride)
    {
        var remainder = Vector256.Load(x + row * xStride);
        for (var earlier = 0; earlier < row; earlier++)
        {
            var factor = Vector256.Create(-u[earlier * stride + row]);
            remainder = Vector256.FusedMultiplyAdd(factor, Vector256.Load(x + earlier * xStride), remainder);
        }

        return remainder;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* target, Vector256<float> factor, Vector256<float> sum) =>
        Vector256.Store(Vector256.FusedMultiplyAdd(factor, sum, Vector256.Load(target)), target);
}
