using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Numerics;

internal sealed unsafe partial class Vector256SquareKernel
{
    // Written out, because a loop would keep the rows in memory and mispredict its end once a row; as it stands the time is that
    // of 8 divisions one after another. Eliminating first and taking all square roots at the end keeps the roots out of
    // that chain.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Factor(float* a, nint stride, float* inverse)
    {
        var row0 = Vector256.Load(a);
        var row1 = Vector256.Load(a + stride);
        var row2 = Vector256.Load(a + 2 * stride);
        var row3 = Vector256.Load(a + 3 * stride);
        var row4 = Vector256.Load(a + 4 * stride);
        var row5 = Vector256.Load(a + 5 * stride);
        var row6 = Vector256.Load(a + 6 * stride);
        var row7 = Vector256.Load(a + 7 * stride);
        Vector256<float> scaled;

        scaled = row0 / Lane(row0, 0);
        scaled.Store(inverse);
        row1 = Subtract(row1, Lane(row0, 1), scaled);
        row2 = Subtract(row2, Lane(row0, 2), scaled);
        row3 = Subtract(row3, Lane(row0, 3), scaled);
        row4 = Subtract(row4, Lane(row0, 4), scaled);
        row5 = Subtract(row5, Lane(row0, 5), scaled);
        row6 = Subtract(row6, Lane(row0, 6), scaled);
        row7 = Subtract(row7, Lane(row0, 7), scaled);

        scaled = row1 / Lane(row1, 1);
        scaled.Store(inverse + Lanes);
        row2 = Subtract(row2, Lane(row1, 2), scaled);
        row3 = Subtract(row3, Lane(row1, 3), scaled);
        row4 = Subtract(row4, Lane(row1, 4), scaled);
        row5 = Subtract(row5, Lane(row1, 5), scaled);
        row6 = Subtract(row6, Lane(row1, 6), scaled);
        row7 = Subtract(row7, Lane(row1, 7), scaled);

        scaled = row2 / Lane(row2, 2);
        scaled.Store(inverse + 2 * Lanes);
        row3 = Subtract(row3, Lane(row2, 3), scaled);
        row4 = Subtract(row4, Lane(row2, 4), scaled);
        row5 = Subtract(row5, Lane(row2, 5), scaled);
        row6 = Subtract(row6, Lane(row2, 6), scaled);
        row7 = Subtract(row7, Lane(row2, 7), scaled);

        scaled = row3 / Lane(row3, 3);
        scaled.Store(inverse + 3 * Lanes);
        row4 = Subtract(row4, Lane(row3, 4), scaled);
        row5 = Subtract(row5, Lane(row3, 5), scaled);
        row6 = Subtract(row6, Lane(row3, 6), scaled);
        row7 = Subtract(row7, Lane(row3, 7), scaled);

        scaled = row4 / Lane(row4, 4);
        scaled.Store(inverse + 4 * Lanes);
        row5 = Subtract(row5, Lane(row4, 5), scaled);
        row6 = Subtract(row6, Lane(row4, 6), scaled);
        row7 = Subtract(row7, Lane(row4, 7), scaled);

        scaled = row5 / Lane(row5, 5);
        scaled.Store(inverse + 5 * Lanes);
        row6 = Subtract(row6, Lane(row5, 6), scaled);
        row7 = Subtract(row7, Lane(row5, 7), scaled);

        scaled = row6 / Lane(row6, 6);
        scaled.Store(inverse + 6 * Lanes);
        row7 = Subtract(row7, Lane(row6, 7), scaled);

        // The pivots, then 1 over their roots.
        var scales = stackalloc float[Lanes];
        scales[0] = row0.GetElement(0);
        scales[1] = row1.GetElement(1);
        scales[2] = row2.GetElement(2);
        scales[3] = row3.GetElement(3);
        scales[4] = row4.GetElement(4);
        scales[5] = row5.GetElement(5);
        scales[6] = row6.GetElement(6);
        scales[7] = row7.GetElement(7);
        var pivots = Vector256.Load(scales);
        var bad = ~(Vector256.GreaterThan(pivots, Vector256<float>.Zero) & Vector256.LessThan(pivots, Vector256.Create(float.PositiveInfinity)));
        if (bad != Vector256<float>.Zero)
        {
            var failed = BitOperations.TrailingZeroCount(bad.ExtractMostSignificantBits());
            a[failed * stride + failed] = scales[failed];
            return failed;
        }

        (Vector256<float>.One / Vector256.Sqrt(pivots)).Store(scales);
        (row0 * scales[0]).Store(a);
        (row1 * scales[1]).Store(a + stride);
        (row2 * scales[2]).Store(a + 2 * stride);
        (row3 * scales[3]).Store(a + 3 * stride);
        (row4 * scales[4]).Store(a + 4 * stride);
        (row5 * scales[5]).Store(a + 5 * stride);
        (row6 * scales[6]).Store(a + 6 * stride);
        (row7 * scales[7]).Store(a + 7 * stride);
        Invert(scales, inverse);
        return -1;
    }

    // The same eliminations, done to the rows of the identity.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Invert(float* scales, float* inverse)
    {
        var row0 = Unit(0);
        var row1 = Unit(1);
        var row2 = Unit(2);
        var row3 = Unit(3);
        var row4 = Unit(4);
        var row5 = Unit(5);
        var row6 = Unit(6);
        var row7 = Unit(7);

        row1 = Subtract(row1, Vector256.Create(inverse[1]), row0);
        row2 = Subtract(row2, Vector256.Create(inverse[2]), row0);
        row3 = Subtract(row3, Vector256.Create(inverse[3]), row0);
        row4 = Subtract(row4, Vector256.Create(inverse[4]), row0);
        row5 = Subtract(row5, Vector256.Create(inverse[5]), row0);
        row6 = Subtract(row6, Vector256.Create(inverse[6]), row0);
        row7 = Subtract(row7, Vector256.Create(inverse[7]), row0);

        row2 = Subtract(row2, Vector256.Create(inverse[10]), row1);
        row3 = Subtract(row3, Vector256.Create(inverse[11]), row1);
        row4 = Subtract(row4, Vector256.Create(inverse[12]), row1);
        row5 = Subtract(row5, Vector256.Create(inverse[13]), row1);
        row6 = Subtract(row6, Vector256.Create(inverse[14]), row1);
        row7 = Subtract(row7, Vector256.Create(inverse[15]), row1);

        row3 = Subtract(row3, Vector256.Create(inverse[19]), row2);
        row4 = Subtract(row4, Vector256.Create(inverse[20]), row2);
        row5 = Subtract(row5, Vector256.Create(inverse[21]), row2);
        row6 = Subtract(row6, Vector256.Create(inverse[22]), row2);
        row7 = Subtract(row7, Vector256.Create(inverse[23]), row2);

        row4 = Subtract(row4, Vector256.Create(inverse[28]), row3);
        row5 = Subtract(row5, Vector256.Create(inverse[29]), row3);
        row6 = Subtract(row6, Vector256.Create(inverse[30]), row3);
        row7 = Subtract(row7, Vector256.Create(inverse[31]), row3);

        row5 = Subtract(row5, Vector256.Create(inverse[37]), row4);
        row6 = Subtract(row6, Vector256.Create(inverse[38]), row4);
        row7 = Subtract(row7, Vector256.Create(inverse[39]), row4);

        row6 = Subtract(row6, Vector256.Create(inverse[46]), row5);
        row7 = Subtract(row7, Vector256.Create(inverse[47]), row5);

        row7 = Subtract(row7, Vector256.Create(inverse[55]), row6);

        (row0 * scales[0]).Store(inverse);
        (row1 * scales[1]).Store(inverse + Lanes);
        (row2 * scales[2]).Store(inverse + 2 * Lanes);
        (row3 * scales[3]).Store(inverse + 3 * Lanes);
        (row4 * scales[4]).Store(inverse + 4 * Lanes);
        (row5 * scales[5]).Store(inverse + 5 * Lanes);
        (row6 * scales[6]).Store(inverse + 6 * Lanes);
        (row7 * scales[7]).Store(inverse + 7 * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Lane(Vector256<float> row, int lane) => Avx2.PermuteVar8x32(row, Vector256.Create(lane));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Unit(int lane) =>
        Vector256.ConditionalSelect(Vector256.Equals(Vector256<int>.Indices, Vector256.Create(lane)).AsSingle(), Vector256<float>.One, default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Subtract(Vector256<float> row, Vector256<float> factor, Vector256<float> earlier) =>
        Fma.MultiplyAddNegated(factor, earlier, row);
}
