using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Numerics;

/// <summary>Eight rows at a time with AVX-512.</summary>
/// <remarks>
/// Eight sums cover the latency of the multiply-adds; four would leave half of it bare.
/// </remarks>
internal sealed unsafe class Vector512RowKernel : RowKernel
{
    private const int Lanes = 16;
    private const int RowsAtOnce = 8;

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
            var row4 = Row(matrix, stride, rows, Math.Min(place + 4, last));
            var row5 = Row(matrix, stride, rows, Math.Min(place + 5, last));
            var row6 = Row(matrix, stride, rows, Math.Min(place + 6, last));
            var row7 = Row(matrix, stride, rows, Math.Min(place + 7, last));
            Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            Vector512<float> sum4 = default, sum5 = default, sum6 = default, sum7 = default;
            var column = 0;
            for (; column <= length - Lanes; column += Lanes)
            {
                var values = Vector512.Load(x + column);
                sum0 = Vector512.FusedMultiplyAdd(Vector512.Load(row0 + column), values, sum0);
                sum1 = Vector512.FusedMultiplyAdd(Vector512.Load(row1 + column), values, sum1);
                sum2 = Vector512.FusedMultiplyAdd(Vector512.Load(row2 + column), values, sum2);
                sum3 = Vector512.FusedMultiplyAdd(Vector512.Load(row3 + column), values, sum3);
                sum4 = Vector512.FusedMultiplyAdd(Vector512.Load(row4 + column), values, sum4);
                sum5 = Vector512.FusedMultiplyAdd(Vector512.Load(row5 + column), values, sum5);
                sum6 = Vector512.FusedMultiplyAdd(Vector512.Load(row6 + column), values, sum6);
                sum7 = Vector512.FusedMultiplyAdd(Vector512.Load(row7 + column), values, sum7);
            }

            if (column < length)
            {
                var values = Load(x + column, mask);
                sum0 = Vector512.FusedMultiplyAdd(Load(row0 + column, mask), values, sum0);
                sum1 = Vector512.FusedMultiplyAdd(Load(row1 + column, mask), values, sum1);
                sum2 = Vector512.FusedMultiplyAdd(Load(row2 + column, mask), values, sum2);
                sum3 = Vector512.FusedMultiplyAdd(Load(row3 + column, mask), values, sum3);
                sum4 = Vector512.FusedMultiplyAdd(Load(row4 + column, mask), values, sum4);
                sum5 = Vector512.FusedMultiplyAdd(Load(row5 + column, mask), values, sum5);
                sum6 = Vector512.FusedMultiplyAdd(Load(row6 + column, mask), values, sum6);
                sum7 = Vector512.FusedMultiplyAdd(Load(row7 + column, mask), values, sum7);
            }

            var target = count - place >= RowsAtOnce ? result + place : results;
            Sums(sum0, sum1, sum2, sum3, sum4, sum5, sum6, sum7).Store(target);
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
            var weight0 = Vector512.Create(weights[place]);
            var weight1 = Vector512.Create(weights[place + 1]);
            var weight2 = Vector512.Create(weights[place + 2]);
            var weight3 = Vector512.Create(weights[place + 3]);
            var column = 0;
            for (; column <= length - Lanes; column += Lanes)
            {
                var sum = Vector512.Load(result + column);
                sum = Vector512.FusedMultiplyAdd(weight0, Vector512.Load(row0 + column), sum);
                sum = Vector512.FusedMultiplyAdd(weight1, Vector512.Load(row1 + column), sum);
                sum = Vector512.FusedMultiplyAdd(weight2, Vector512.Load(row2 + column), sum);
                sum = Vector512.FusedMultiplyAdd(weight3, Vector512.Load(row3 + column), sum);
                Vector512.Store(sum, result + column);
            }

            if (column < length)
            {
                var sum = Load(result + column, mask);
                sum = Vector512.FusedMultiplyAdd(weight0, Load(row0 + column, mask), sum);
                sum = Vector512.FusedMultiplyAdd(weight1, Load(row1 + column, mask), sum);
                sum = Vector512.FusedMultiplyAdd(weight2, Load(row2 + column, mask), sum);
                sum = Vector512.FusedMultiplyAdd(weight3, Load(row3 + column, mask), sum);
                Avx512F.MaskStore(result + column, mask, sum);
            }
        }

        for (; place < count; place++)
        {
            var row = Row(matrix, stride, rows, place);
            var weight = Vector512.Create(weights[place]);
            var column = 0;
            for (; column <= length - Lanes; column += Lanes)
            {
                var sum = Vector512.FusedMultiplyAdd(weight, Vector512.Load(row + column), Vector512.Load(result + column));
                Vector512.Store(sum, result + column);
            }

            if (column < length)
            {
                Avx512F.MaskStore(
                    result + column, mask, Vector512.FusedMultiplyAdd(weight, Load(row + column, mask), Load(result + column, mask)));
            }
        }
    }

    /// <summary>The sum of each vector, by halving all eight together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sums(
        Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d,
        Vector512<float> e, Vector512<float> f, Vector512<float> g, Vector512<float> h)
    {
        // First four vectors into the four quarters of one; then two such vectors side by side.
        var low = Quarters(Halves(a, b), Halves(c, d));
        var high = Quarters(Halves(e, f), Halves(g, h));
        var pairs = Avx512F.UnpackLow(low, high) + Avx512F.UnpackHigh(low, high);
        var sums = pairs + Avx512F.Permute4x32(pairs, 0b01_00_11_10);
        return Avx512F.PermuteVar16x32(sums, Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 0, 0, 0, 0, 0, 0, 0, 0)).GetLower();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Halves(Vector512<float> a, Vector512<float> b) =>
        Avx512F.Shuffle4x128(a, b, 0x44) + Avx512F.Shuffle4x128(a, b, 0xEE);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(Vector512<float> a, Vector512<float> b) =>
        Avx512F.Shuffle4x128(a, b, 0x88) + Avx512F.Shuffle4x128(a, b, 0xDD);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(float* address, Vector512<float> mask) => Avx512F.MaskLoad(address, mask, Vector512<float>.Zero);

    private static Vector512<float> TailMask(int length) =>
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(length % Lanes)).AsSingle();
}
