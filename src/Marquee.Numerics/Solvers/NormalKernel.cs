using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Numerics;

/// <summary>
/// The kernel of iterative least squares: <c>target += sum over e of weights[e] * (shift - row_e . vector) * row_e</c>, without forming the matrix
/// <c>sum of weights[e] * row_e^T row_e</c>. Each row is read once for its inner product and at once again, from the nearest cache, for the sum.
/// </summary>
/// <remarks>
/// Rows are packed in groups: for each strip of a vector's width, that strip of every row of the group. Reading a group then is reading memory in its order.
/// </remarks>
internal abstract unsafe class NormalKernel
{
    /// <summary>Rows in a group; a group that is not full ends in rows of zeros.</summary>
    public const int RowsPerGroup = 8;

    /// <summary>Packed rows are a multiple of this long, with zeros behind their end: one vector of the widest kind.</summary>
    public const int LengthUnit = 16;

    /// <summary>The form for the width in use.</summary>
    public static NormalKernel Chosen { get; } = For(SimdWidths.Chosen);

    /// <summary>The form for a width.</summary>
    public static NormalKernel For(SimdWidth width) => width switch
    {
        SimdWidth.Vector512 => new NormalKernel<Vector512Lanes, Vector512<float>>(),
        SimdWidth.Vector256 => new NormalKernel<Vector256Lanes, Vector256<float>>(),
        _ => new NormalKernel<ScalarLanes, float>(),
    };

    /// <summary>Packs rows of a matrix.</summary>
    /// <param name="rows">Row 0.</param>
    /// <param name="length">Numbers a row, one behind the other.</param>
    /// <param name="indices">Which rows.</param>
    /// <param name="count">How many.</param>
    /// <param name="packed">Receives <paramref name="count"/> rows, rounded up to a group, of <paramref name="length"/> numbers, rounded up to <see cref="LengthUnit"/>.</param>
    public abstract void Pack(float* rows, int length, int* indices, int count, float* packed);

    /// <summary>Adds to the target.</summary>
    /// <param name="packed">Packed rows.</param>
    /// <param name="weights">Weight of each; anything for rows of zeros.</param>
    /// <param name="count">Number of rows, a multiple of <see cref="RowsPerGroup"/>.</param>
    /// <param name="length">Numbers a row, a multiple of <see cref="LengthUnit"/>.</param>
    /// <param name="vector">As long as a row.</param>
    /// <param name="shift">What inner products are subtracted from.</param>
    /// <param name="target">As long as a row.</param>
    public abstract void Add(float* packed, float* weights, int count, int length, float* vector, float shift, float* target);
}

/// <inheritdoc/>
internal sealed unsafe class NormalKernel<TLanes, TVector> : NormalKernel
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int RowsAhead = 8;
    private const int NumbersAtOnce = 4096;
    private const int MostRowsAtOnce = 64;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Pack(float* rows, int length, int* indices, int count, float* packed)
    {
        var width = TLanes.Count;
        var strips = (length + LengthUnit - 1) / LengthUnit * (LengthUnit / width);
        for (var entry = 0; entry < count; entry++)
        {
            var row = rows + (nint)indices[entry] * length;
            // Rows lie anywhere in a matrix that the nearest cache does not hold.
            var ahead = rows + (nint)indices[Math.Min(entry + RowsAhead, count - 1)] * length;
            var strip = packed + entry % RowsPerGroup * width;
            for (var end = row + length - width; row <= end; row += width)
            {
                if (Sse.IsSupported)
                {
                    Sse.Prefetch0(ahead);
                }

                TLanes.Store(TLanes.Load(row), strip);
                strip += RowsPerGroup * width;
                ahead += width;
            }

            if (length % LengthUnit != 0)
            {
                PackRest(row, length % width, strips - length / width, strip);
            }

            if (entry % RowsPerGroup == RowsPerGroup - 1)
            {
                packed += RowsPerGroup * width * strips;
            }
        }

        for (var entry = count; entry % RowsPerGroup != 0; entry++)
        {
            PackRest(null, 0, strips, packed + entry % RowsPerGroup * width);
        }
    }

    // The last numbers of a row, and zeros up to the end of its strips.
    private static void PackRest(float* rest, int length, int strips, float* strip)
    {
        for (; strips > 0; strips--)
        {
            var target = new Span<float>(strip, TLanes.Count);
            target.Clear();
            new ReadOnlySpan<float>(rest, length).CopyTo(target);
            length = 0;
            strip += RowsPerGroup * TLanes.Count;
        }
    }

    /// <inheritdoc/>
    public override void Add(float* packed, float* weights, int count, int length, float* vector, float shift, float* target)
    {
        // Inner products of many rows before the first sum: the reduction of one group then overlaps with the loads of the next.
        // As many rows as stay in the first-level cache between the two uses.
        var rowsAtOnce = Math.Clamp(NumbersAtOnce / length / RowsPerGroup * RowsPerGroup, RowsPerGroup, MostRowsAtOnce);
        var factors = stackalloc float[MostRowsAtOnce];
        for (var start = 0; start < count; start += rowsAtOnce)
        {
            var rows = Math.Min(rowsAtOnce, count - start);
            var first = packed + (nint)start * length;
            Multiply(first, rows, length, vector, factors);
            for (var row = 0; row < rows; row++)
            {
                factors[row] = weights[start + row] * (shift - factors[row]);
            }

            AddRows(first, factors, rows, length, target);
        }
    }

    // products[e] = row_e . vector
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(float* packed, int count, int length, float* vector, float* products)
    {
        var width = TLanes.Count;
        var end = vector + length;
        for (var last = products + count; products < last; products += RowsPerGroup)
        {
            TVector sum0 = default, sum1 = default, sum2 = default, sum3 = default, sum4 = default, sum5 = default, sum6 = default, sum7 = default;
            for (var at = vector; at < end; at += width)
            {
                var values = TLanes.Load(at);
                sum0 = TLanes.MultiplyAdd(values, TLanes.Load(packed), sum0);
                sum1 = TLanes.MultiplyAdd(values, TLanes.Load(packed + width), sum1);
                sum2 = TLanes.MultiplyAdd(values, TLanes.Load(packed + 2 * width), sum2);
                sum3 = TLanes.MultiplyAdd(values, TLanes.Load(packed + 3 * width), sum3);
                sum4 = TLanes.MultiplyAdd(values, TLanes.Load(packed + 4 * width), sum4);
                sum5 = TLanes.MultiplyAdd(values, TLanes.Load(packed + 5 * width), sum5);
                sum6 = TLanes.MultiplyAdd(values, TLanes.Load(packed + 6 * width), sum6);
                sum7 = TLanes.MultiplyAdd(values, TLanes.Load(packed + 7 * width), sum7);
                packed += RowsPerGroup * width;
            }

            TLanes.StoreSums(sum0, sum1, sum2, sum3, sum4, sum5, sum6, sum7, products);
        }
    }

    // target += sum of factors[e] * row_e
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows(float* packed, float* factors, int count, int length, float* target)
    {
        var width = TLanes.Count;
        var end = target + length;
        for (var last = factors + count; factors < last; factors += RowsPerGroup)
        {
            var factor0 = TLanes.Create(factors[0]);
            var factor1 = TLanes.Create(factors[1]);
            var factor2 = TLanes.Create(factors[2]);
            var factor3 = TLanes.Create(factors[3]);
            var factor4 = TLanes.Create(factors[4]);
            var factor5 = TLanes.Create(factors[5]);
            var factor6 = TLanes.Create(factors[6]);
            var factor7 = TLanes.Create(factors[7]);
            for (var at = target; at < end; at += width)
            {
                // Two sums, so that what waits for the target as it was is only the last addition.
                var sum = TLanes.Multiply(factor0, TLanes.Load(packed));
                var other = TLanes.Multiply(factor4, TLanes.Load(packed + 4 * width));
                sum = TLanes.MultiplyAdd(factor1, TLanes.Load(packed + width), sum);
                other = TLanes.MultiplyAdd(factor5, TLanes.Load(packed + 5 * width), other);
                sum = TLanes.MultiplyAdd(factor2, TLanes.Load(packed + 2 * width), sum);
                other = TLanes.MultiplyAdd(factor6, TLanes.Load(packed + 6 * width), other);
                sum = TLanes.MultiplyAdd(factor3, TLanes.Load(packed + 3 * width), sum);
                other = TLanes.MultiplyAdd(factor7, TLanes.Load(packed + 7 * width), other);
                TLanes.Store(TLanes.Add(TLanes.Load(at), TLanes.Add(sum, other)), at);
                packed += RowsPerGroup * width;
            }
        }
    }
}
