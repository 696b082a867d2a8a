using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Numerics;

/// <summary>Four rows at a time with AVX2 and fused multiply-add.</summary>
/// <remarks>
/// Sixteen registers hold no more than four sums beside the rows and the vector without spilling addresses.
/// </remarks>
internal sealed unsafe class Vector256RowKernel : RowKernel
{
    private const int Lanes = 8;
    private const int RowsAtOnce = 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Dot(float* matrix, nint stride, int* rows, int count, float* x, int length, float* result)
    {
        var results = stackalloc float[RowsAtOnce];
        var mask = TailMask(length);
        for (var place = 0; place < count; place += RowsAtOnce)
        {
            // Places beyond the end repeat the last row; what they give is not stored.
            var last = count - 1;
            var row0 = Row(matrix, stride, rows, place);
            var row1 = Row(matrix, stride, rows, Math.Min(place + 1, last));
            var row2 = Row(matrix, stride, rows, Math.Min(place + 2, last));
            var row3 = Row(matrix, stride, rows, Math.Min(place + 3, last));
            Vector256<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            var column = 0;
            for (; column <= length - Lanes; column += Lanes)
            {
                var values = Vector256.Load(x + column);
                sum0 = Vector256.FusedMultiplyAdd(Vector256.Load(row0 + column), values, sum0);
                sum1 = Vector256.FusedMultiplyAdd(Vector256.Load(row1 + column), values, sum1);
                sum2 = Vector256.FusedMultiplyAdd(Vector256.Load(row2 + column), values, sum2);
                sum3 = Vector256.FusedMultiplyAdd(Vector256.Load(row3 + column), values, sum3);
            }

            if (column < length)
            {
                var values = Load(x + column, mask);
                sum0 = Vector256.FusedMultiplyAdd(Load(row0 + column, mask), values, sum0);
                sum1 = Vector256.FusedMultiplyAdd(Load(row1 + column, mask), values, sum1);
                sum2 = Vector256.FusedMultiplyAdd(Load(row2 + column, mask), values, sum2);
                sum3 = Vector256.FusedMultiplyAdd(Load(row3 + column, mask), values, sum3);
            }

            var target = count - place >= RowsAtOnce ? result + place : results;
            Sums(sum0, sum1, sum2, sum3).Store(target);
            if (target == results)
            {
                new ReadOnlySpan<float>(results, count - place).CopyTo(new Span<float>(result + place, count - place));
            }
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(float* matrix, nint stride, int* rows, int count, float* weights, int length, float* result)
    {
        var mask = TailMask(length);
        var place = 0;
        for (; place <= count - 4; place += 4)
        {
            var row0 = Row(matrix, stride, rows, place);
            var row1 = Row(matrix, stride, rows, place + 1);
            var row2 = Row(matrix, stride, rows, place + 2);
            var row3 = Row(matrix, stride, rows, place + 3);
            var weight0 = Vector256.Create(weights[place]);
            var weight1 = Vector256.Create(weights[place + 1]);
            var weight2 = Vector256.Create(weights[place + 2]);
            var weight3 = Vector256.Create(weights[place + 3]);
            var column = 0;
            for (; column <= length - Lanes; column += Lanes)
            {
                var sum = Vector256.Load(result + column);
                sum = Vector256.FusedMultiplyAdd(weight0, Vector256.Load(row0 + column), sum);
                sum = Vector256.FusedMultiplyAdd(weight1, Vector256.Load(row1 + column), sum);
                sum = Vector256.FusedMultiplyAdd(weight2, Vector256.Load(row2 + column), sum);
                sum = Vector256.FusedMultiplyAdd(weight3, Vector256.Load(row3 + column), sum);
                Vector256.Store(sum, result + column);
            }

            if (column < length)
            {
                var sum = Load(result + column, mask);
                sum = Vector256.FusedMultiplyAdd(weight0, Load(row0 + column, mask), sum);
                sum = Vector256.FusedMultiplyAdd(weight1, Load(row1 + column, mask), sum);
                sum = Vector256.FusedMultiplyAdd(weight2, Load(row2 + column, mask), sum);
                sum = Vector256.FusedMultiplyAdd(weight3, Load(row3 + column, mask), sum);
                Avx.MaskStore(result + column, mask, sum);
            }
        }

        for (; place < count; place++)
        {
            var row = Row(matrix, stride, rows, place);
            var weight = Vector256.Create(weights[place]);
            var column = 0;
            for (; column <= length - Lanes; column += Lanes)
            {
                var sum = Vector256.FusedMultiplyAdd(weight, Vector256.Load(row + column), Vector256.Load(result + column));
                Vector256.Store(sum, result + column);
            }

            if (column < length)
            {
                Avx.MaskStore(
                    result + column, mask, Vector256.FusedMultiplyAdd(weight, Load(row + column, mask), Load(result + column, mask)));
            }
        }
    }

    /// <summary>The sum of each vector, by adding neighbours of all four together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sums(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        var sums = Avx.HorizontalAdd(Avx.HorizontalAdd(a, b), Avx.HorizontalAdd(c, d));
        return sums.GetLower() + sums.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(float* address, Vector256<float> mask) => Avx.MaskLoad(address, mask);

    private static Vector256<float> TailMask(int length) =>
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(length % Lanes)).AsSingle();
}
