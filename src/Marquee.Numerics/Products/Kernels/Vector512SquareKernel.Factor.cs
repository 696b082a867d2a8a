using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Numerics;

internal sealed unsafe partial class Vector512SquareKernel
{
    // Written out, because a loop would keep the rows in memory and mispredict its end once a row; as it stands the time is that
    // of 16 divisions one after another. Eliminating first and taking all square roots at the end keeps the roots out of
    // that chain.

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Factor(float* a, nint stride, float* inverse)
    {
        var row0 = Vector512.Load(a);
        var row1 = Vector512.Load(a + stride);
        var row2 = Vector512.Load(a + 2 * stride);
        var row3 = Vector512.Load(a + 3 * stride);
        var row4 = Vector512.Load(a + 4 * stride);
        var row5 = Vector512.Load(a + 5 * stride);
        var row6 = Vector512.Load(a + 6 * stride);
        var row7 = Vector512.Load(a + 7 * stride);
        var row8 = Vector512.Load(a + 8 * stride);
        var row9 = Vector512.Load(a + 9 * stride);
        var row10 = Vector512.Load(a + 10 * stride);
        var row11 = Vector512.Load(a + 11 * stride);
        var row12 = Vector512.Load(a + 12 * stride);
        var row13 = Vector512.Load(a + 13 * stride);
        var row14 = Vector512.Load(a + 14 * stride);
        var row15 = Vector512.Load(a + 15 * stride);
        Vector512<float> scaled;

        scaled = row0 / Lane(row0, 0);
        scaled.Store(inverse);
        row1 = Subtract(row1, Lane(row0, 1), scaled);
        row2 = Subtract(row2, Lane(row0, 2), scaled);
        row3 = Subtract(row3, Lane(row0, 3), scaled);
        row4 = Subtract(row4, Lane(row0, 4), scaled);
        row5 = Subtract(row5, Lane(row0, 5), scaled);
        row6 = Subtract(row6, Lane(row0, 6), scaled);
        row7 = Subtract(row7, Lane(row0, 7), scaled);
        row8 = Subtract(row8, Lane(row0, 8), scaled);
        row9 = Subtract(row9, Lane(row0, 9), scaled);
        row10 = Subtract(row10, Lane(row0, 10), scaled);
        row11 = Subtract(row11, Lane(row0, 11), scaled);
        row12 = Subtract(row12, Lane(row0, 12), scaled);
        row13 = Subtract(row13, Lane(row0, 13), scaled);
        row14 = Subtract(row14, Lane(row0, 14), scaled);
        row15 = Subtract(row15, Lane(row0, 15), scaled);

        scaled = row1 / Lane(row1, 1);
        scaled.Store(inverse + Lanes);
        row2 = Subtract(row2, Lane(row1, 2), scaled);
        row3 = Subtract(row3, Lane(row1, 3), scaled);
        row4 = Subtract(row4, Lane(row1, 4), scaled);
        row5 = Subtract(row5, Lane(row1, 5), scaled);
        row6 = Subtract(row6, Lane(row1, 6), scaled);
        row7 = Subtract(row7, Lane(row1, 7), scaled);
        row8 = Subtract(row8, Lane(row1, 8), scaled);
        row9 = Subtract(row9, Lane(row1, 9), scaled);
        row10 = Subtract(row10, Lane(row1, 10), scaled);
        row11 = Subtract(row11, Lane(row1, 11), scaled);
        row12 = Subtract(row12, Lane(row1, 12), scaled);
        row13 = Subtract(row13, Lane(row1, 13), scaled);
        row14 = Subtract(row14, Lane(row1, 14), scaled);
        row15 = Subtract(row15, Lane(row1, 15), scaled);

        scaled = row2 / Lane(row2, 2);
        scaled.Store(inverse + 2 * Lanes);
        row3 = Subtract(row3, Lane(row2, 3), scaled);
        row4 = Subtract(row4, Lane(row2, 4), scaled);
        row5 = Subtract(row5, Lane(row2, 5), scaled);
        row6 = Subtract(row6, Lane(row2, 6), scaled);
        row7 = Subtract(row7, Lane(row2, 7), scaled);
        row8 = Subtract(row8, Lane(row2, 8), scaled);
        row9 = Subtract(row9, Lane(row2, 9), scaled);
        row10 = Subtract(row10, Lane(row2, 10), scaled);
        row11 = Subtract(row11, Lane(row2, 11), scaled);
        row12 = Subtract(row12, Lane(row2, 12), scaled);
        row13 = Subtract(row13, Lane(row2, 13), scaled);
        row14 = Subtract(row14, Lane(row2, 14), scaled);
        row15 = Subtract(row15, Lane(row2, 15), scaled);

        scaled = row3 / Lane(row3, 3);
        scaled.Store(inverse + 3 * Lanes);
        row4 = Subtract(row4, Lane(row3, 4), scaled);
        row5 = Subtract(row5, Lane(row3, 5), scaled);
        row6 = Subtract(row6, Lane(row3, 6), scaled);
        row7 = Subtract(row7, Lane(row3, 7), scaled);
        row8 = Subtract(row8, Lane(row3, 8), scaled);
        row9 = Subtract(row9, Lane(row3, 9), scaled);
        row10 = Subtract(row10, Lane(row3, 10), scaled);
        row11 = Subtract(row11, Lane(row3, 11), scaled);
        row12 = Subtract(row12, Lane(row3, 12), scaled);
        row13 = Subtract(row13, Lane(row3, 13), scaled);
        row14 = Subtract(row14, Lane(row3, 14), scaled);
        row15 = Subtract(row15, Lane(row3, 15), scaled);

        scaled = row4 / Lane(row4, 4);
        scaled.Store(inverse + 4 * Lanes);
        row5 = Subtract(row5, Lane(row4, 5), scaled);
        row6 = Subtract(row6, Lane(row4, 6), scaled);
        row7 = Subtract(row7, Lane(row4, 7), scaled);
        row8 = Subtract(row8, Lane(row4, 8), scaled);
        row9 = Subtract(row9, Lane(row4, 9), scaled);
        row10 = Subtract(row10, Lane(row4, 10), scaled);
        row11 = Subtract(row11, Lane(row4, 11), scaled);
        row12 = Subtract(row12, Lane(row4, 12), scaled);
        row13 = Subtract(row13, Lane(row4, 13), scaled);
        row14 = Subtract(row14, Lane(row4, 14), scaled);
        row15 = Subtract(row15, Lane(row4, 15), scaled);

        scaled = row5 / Lane(row5, 5);
        scaled.Store(inverse + 5 * Lanes);
        row6 = Subtract(row6, Lane(row5, 6), scaled);
        row7 = Subtract(row7, Lane(row5, 7), scaled);
        row8 = Subtract(row8, Lane(row5, 8), scaled);
        row9 = Subtract(row9, Lane(row5, 9), scaled);
        row10 = Subtract(row10, Lane(row5, 10), scaled);
        row11 = Subtract(row11, Lane(row5, 11), scaled);
        row12 = Subtract(row12, Lane(row5, 12), scaled);
        row13 = Subtract(row13, Lane(row5, 13), scaled);
        row14 = Subtract(row14, Lane(row5, 14), scaled);
        row15 = Subtract(row15, Lane(row5, 15), scaled);

        scaled = row6 / Lane(row6, 6);
        scaled.Store(inverse + 6 * Lanes);
        row7 = Subtract(row7, Lane(row6, 7), scaled);
        row8 = Subtract(row8, Lane(row6, 8), scaled);
        row9 = Subtract(row9, Lane(row6, 9), scaled);
        row10 = Subtract(row10, Lane(row6, 10), scaled);
        row11 = Subtract(row11, Lane(row6, 11), scaled);
        row12 = Subtract(row12, Lane(row6, 12), scaled);
        row13 = Subtract(row13, Lane(row6, 13), scaled);
        row14 = Subtract(row14, Lane(row6, 14), scaled);
        row15 = Subtract(row15, Lane(row6, 15), scaled);

        scaled = row7 / Lane(row7, 7);
        scaled.Store(inverse + 7 * Lanes);
        row8 = Subtract(row8, Lane(row7, 8), scaled);
        row9 = Subtract(row9, Lane(row7, 9), scaled);
        row10 = Subtract(row10, Lane(row7, 10), scaled);
        row11 = Subtract(row11, Lane(row7, 11), scaled);
        row12 = Subtract(row12, Lane(row7, 12), scaled);
        row13 = Subtract(row13, Lane(row7, 13), scaled);
        row14 = Subtract(row14, Lane(row7, 14), scaled);
        row15 = Subtract(row15, Lane(row7, 15), scaled);

        scaled = row8 / Lane(row8, 8);
        scaled.Store(inverse + 8 * Lanes);
        row9 = Subtract(row9, Lane(row8, 9), scaled);
        row10 = Subtract(row10, Lane(row8, 10), scaled);
        row11 = Subtract(row11, Lane(row8, 11), scaled);
        row12 = Subtract(row12, Lane(row8, 12), scaled);
        row13 = Subtract(row13, Lane(row8, 13), scaled);
        row14 = Subtract(row14, Lane(row8, 14), scaled);
        row15 = Subtract(row15, Lane(row8, 15), scaled);

        scaled = row9 / Lane(row9, 9);
        scaled.Store(inverse + 9 * Lanes);
        row10 = Subtract(row10, Lane(row9, 10), scaled);
        row11 = Subtract(row11, Lane(row9, 11), scaled);
        row12 = Subtract(row12, Lane(row9, 12), scaled);
        row13 = Subtract(row13, Lane(row9, 13), scaled);
        row14 = Subtract(row14, Lane(row9, 14), scaled);
        row15 = Subtract(row15, Lane(row9, 15), scaled);

        scaled = row10 / Lane(row10, 10);
        scaled.Store(inverse + 10 * Lanes);
        row11 = Subtract(row11, Lane(row10, 11), scaled);
        row12 = Subtract(row12, Lane(row10, 12), scaled);
        row13 = Subtract(row13, Lane(row10, 13), scaled);
        row14 = Subtract(row14, Lane(row10, 14), scaled);
        row15 = Subtract(row15, Lane(row10, 15), scaled);

        scaled = row11 / Lane(row11, 11);
        scaled.Store(inverse + 11 * Lanes);
        row12 = Subtract(row12, Lane(row11, 12), scaled);
        row13 = Subtract(row13, Lane(row11, 13), scaled);
        row14 = Subtract(row14, Lane(row11, 14), scaled);
        row15 = Subtract(row15, Lane(row11, 15), scaled);

        scaled = row12 / Lane(row12, 12);
        scaled.Store(inverse + 12 * Lanes);
        row13 = Subtract(row13, Lane(row12, 13), scaled);
        row14 = Subtract(row14, Lane(row12, 14), scaled);
        row15 = Subtract(row15, Lane(row12, 15), scaled);

        scaled = row13 / Lane(row13, 13);
        scaled.Store(inverse + 13 * Lanes);
        row14 = Subtract(row14, Lane(row13, 14), scaled);
        row15 = Subtract(row15, Lane(row13, 15), scaled);

        scaled = row14 / Lane(row14, 14);
        scaled.Store(inverse + 14 * Lanes);
        row15 = Subtract(row15, Lane(row14, 15), scaled);

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
        scales[8] = row8.GetElement(8);
        scales[9] = row9.GetElement(9);
        scales[10] = row10.GetElement(10);
        scales[11] = row11.GetElement(11);
        scales[12] = row12.GetElement(12);
        scales[13] = row13.GetElement(13);
        scales[14] = row14.GetElement(14);
        scales[15] = row15.GetElement(15);
        var pivots = Vector512.Load(scales);
        var bad = ~(Vector512.GreaterThan(pivots, Vector512<float>.Zero) & Vector512.LessThan(pivots, Vector512.Create(float.PositiveInfinity)));
        if (bad != Vector512<float>.Zero)
        {
            var failed = BitOperations.TrailingZeroCount(bad.ExtractMostSignificantBits());
            a[failed * stride + failed] = scales[failed];
            return failed;
        }

        (Vector512<float>.One / Vector512.Sqrt(pivots)).Store(scales);
        (row0 * scales[0]).Store(a);
        (row1 * scales[1]).Store(a + stride);
        (row2 * scales[2]).Store(a + 2 * stride);
        (row3 * scales[3]).Store(a + 3 * stride);
        (row4 * scales[4]).Store(a + 4 * stride);
        (row5 * scales[5]).Store(a + 5 * stride);
        (row6 * scales[6]).Store(a + 6 * stride);
        (row7 * scales[7]).Store(a + 7 * stride);
        (row8 * scales[8]).Store(a + 8 * stride);
        (row9 * scales[9]).Store(a + 9 * stride);
        (row10 * scales[10]).Store(a + 10 * stride);
        (row11 * scales[11]).Store(a + 11 * stride);
        (row12 * scales[12]).Store(a + 12 * stride);
        (row13 * scales[13]).Store(a + 13 * stride);
        (row14 * scales[14]).Store(a + 14 * stride);
        (row15 * scales[15]).Store(a + 15 * stride);
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
        var row8 = Unit(8);
        var row9 = Unit(9);
        var row10 = Unit(10);
        var row11 = Unit(11);
        var row12 = Unit(12);
        var row13 = Unit(13);
        var row14 = Unit(14);
        var row15 = Unit(15);

        row1 = Subtract(row1, Vector512.Create(inverse[1]), row0);
        row2 = Subtract(row2, Vector512.Create(inverse[2]), row0);
        row3 = Subtract(row3, Vector512.Create(inverse[3]), row0);
        row4 = Subtract(row4, Vector512.Create(inverse[4]), row0);
        row5 = Subtract(row5, Vector512.Create(inverse[5]), row0);
        row6 = Subtract(row6, Vector512.Create(inverse[6]), row0);
        row7 = Subtract(row7, Vector512.Create(inverse[7]), row0);
        row8 = Subtract(row8, Vector512.Create(inverse[8]), row0);
        row9 = Subtract(row9, Vector512.Create(inverse[9]), row0);
        row10 = Subtract(row10, Vector512.Create(inverse[10]), row0);
        row11 = Subtract(row11, Vector512.Create(inverse[11]), row0);
        row12 = Subtract(row12, Vector512.Create(inverse[12]), row0);
        row13 = Subtract(row13, Vector512.Create(inverse[13]), row0);
        row14 = Subtract(row14, Vector512.Create(inverse[14]), row0);
        row15 = Subtract(row15, Vector512.Create(inverse[15]), row0);

        row2 = Subtract(row2, Vector512.Create(inverse[18]), row1);
        row3 = Subtract(row3, Vector512.Create(inverse[19]), row1);
        row4 = Subtract(row4, Vector512.Create(inverse[20]), row1);
        row5 = Subtract(row5, Vector512.Create(inverse[21]), row1);
        row6 = Subtract(row6, Vector512.Create(inverse[22]), row1);
        row7 = Subtract(row7, Vector512.Create(inverse[23]), row1);
        row8 = Subtract(row8, Vector512.Create(inverse[24]), row1);
        row9 = Subtract(row9, Vector512.Create(inverse[25]), row1);
        row10 = Subtract(row10, Vector512.Create(inverse[26]), row1);
        row11 = Subtract(row11, Vector512.Create(inverse[27]), row1);
        row12 = Subtract(row12, Vector512.Create(inverse[28]), row1);
        row13 = Subtract(row13, Vector512.Create(inverse[29]), row1);
        row14 = Subtract(row14, Vector512.Create(inverse[30]), row1);
        row15 = Subtract(row15, Vector512.Create(inverse[31]), row1);

        row3 = Subtract(row3, Vector512.Create(inverse[35]), row2);
        row4 = Subtract(row4, Vector512.Create(inverse[36]), row2);
        row5 = Subtract(row5, Vector512.Create(inverse[37]), row2);
        row6 = Subtract(row6, Vector512.Create(inverse[38]), row2);
        row7 = Subtract(row7, Vector512.Create(inverse[39]), row2);
        row8 = Subtract(row8, Vector512.Create(inverse[40]), row2);
        row9 = Subtract(row9, Vector512.Create(inverse[41]), row2);
        row10 = Subtract(row10, Vector512.Create(inverse[42]), row2);
        row11 = Subtract(row11, Vector512.Create(inverse[43]), row2);
        row12 = Subtract(row12, Vector512.Create(inverse[44]), row2);
        row13 = Subtract(row13, Vector512.Create(inverse[45]), row2);
        row14 = Subtract(row14, Vector512.Create(inverse[46]), row2);
        row15 = Subtract(row15, Vector512.Create(inverse[47]), row2);

        row4 = Subtract(row4, Vector512.Create(inverse[52]), row3);
        row5 = Subtract(row5, Vector512.Create(inverse[53]), row3);
        row6 = Subtract(row6, Vector512.Create(inverse[54]), row3);
        row7 = Subtract(row7, Vector512.Create(inverse[55]), row3);
        row8 = Subtract(row8, Vector512.Create(inverse[56]), row3);
        row9 = Subtract(row9, Vector512.Create(inverse[57]), row3);
        row10 = Subtract(row10, Vector512.Create(inverse[58]), row3);
        row11 = Subtract(row11, Vector512.Create(inverse[59]), row3);
        row12 = Subtract(row12, Vector512.Create(inverse[60]), row3);
        row13 = Subtract(row13, Vector512.Create(inverse[61]), row3);
        row14 = Subtract(row14, Vector512.Create(inverse[62]), row3);
        row15 = Subtract(row15, Vector512.Create(inverse[63]), row3);

        row5 = Subtract(row5, Vector512.Create(inverse[69]), row4);
        row6 = Subtract(row6, Vector512.Create(inverse[70]), row4);
        row7 = Subtract(row7, Vector512.Create(inverse[71]), row4);
        row8 = Subtract(row8, Vector512.Create(inverse[72]), row4);
        row9 = Subtract(row9, Vector512.Create(inverse[73]), row4);
        row10 = Subtract(row10, Vector512.Create(inverse[74]), row4);
        row11 = Subtract(row11, Vector512.Create(inverse[75]), row4);
        row12 = Subtract(row12, Vector512.Create(inverse[76]), row4);
        row13 = Subtract(row13, Vector512.Create(inverse[77]), row4);
        row14 = Subtract(row14, Vector512.Create(inverse[78]), row4);
        row15 = Subtract(row15, Vector512.Create(inverse[79]), row4);

        row6 = Subtract(row6, Vector512.Create(inverse[86]), row5);
        row7 = Subtract(row7, Vector512.Create(inverse[87]), row5);
        row8 = Subtract(row8, Vector512.Create(inverse[88]), row5);
        row9 = Subtract(row9, Vector512.Create(inverse[89]), row5);
        row10 = Subtract(row10, Vector512.Create(inverse[90]), row5);
        row11 = Subtract(row11, Vector512.Create(inverse[91]), row5);
        row12 = Subtract(row12, Vector512.Create(inverse[92]), row5);
        row13 = Subtract(row13, Vector512.Create(inverse[93]), row5);
        row14 = Subtract(row14, Vector512.Create(inverse[94]), row5);
        row15 = Subtract(row15, Vector512.Create(inverse[95]), row5);

        row7 = Subtract(row7, Vector512.Create(inverse[103]), row6);
        row8 = Subtract(row8, Vector512.Create(inverse[104]), row6);
        row9 = Subtract(row9, Vector512.Create(inverse[105]), row6);
        row10 = Subtract(row10, Vector512.Create(inverse[106]), row6);
        row11 = Subtract(row11, Vector512.Create(inverse[107]), row6);
        row12 = Subtract(row12, Vector512.Create(inverse[108]), row6);
        row13 = Subtract(row13, Vector512.Create(inverse[109]), row6);
        row14 = Subtract(row14, Vector512.Create(inverse[110]), row6);
        row15 = Subtract(row15, Vector512.Create(inverse[111]), row6);

        row8 = Subtract(row8, Vector512.Create(inverse[120]), row7);
        row9 = Subtract(row9, Vector512.Create(inverse[121]), row7);
        row10 = Subtract(row10, Vector512.Create(inverse[122]), row7);
        row11 = Subtract(row11, Vector512.Create(inverse[123]), row7);
        row12 = Subtract(row12, Vector512.Create(inverse[124]), row7);
        row13 = Subtract(row13, Vector512.Create(inverse[125]), row7);
        row14 = Subtract(row14, Vector512.Create(inverse[126]), row7);
        row15 = Subtract(row15, Vector512.Create(inverse[127]), row7);

        row9 = Subtract(row9, Vector512.Create(inverse[137]), row8);
        row10 = Subtract(row10, Vector512.Create(inverse[138]), row8);
        row11 = Subtract(row11, Vector512.Create(inverse[139]), row8);
        row12 = Subtract(row12, Vector512.Create(inverse[140]), row8);
        row13 = Subtract(row13, Vector512.Create(inverse[141]), row8);
        row14 = Subtract(row14, Vector512.Create(inverse[142]), row8);
        row15 = Subtract(row15, Vector512.Create(inverse[143]), row8);

        row10 = Subtract(row10, Vector512.Create(inverse[154]), row9);
        row11 = Subtract(row11, Vector512.Create(inverse[155]), row9);
        row12 = Subtract(row12, Vector512.Create(inverse[156]), row9);
        row13 = Subtract(row13, Vector512.Create(inverse[157]), row9);
        row14 = Subtract(row14, Vector512.Create(inverse[158]), row9);
        row15 = Subtract(row15, Vector512.Create(inverse[159]), row9);

        row11 = Subtract(row11, Vector512.Create(inverse[171]), row10);
        row12 = Subtract(row12, Vector512.Create(inverse[172]), row10);
        row13 = Subtract(row13, Vector512.Create(inverse[173]), row10);
        row14 = Subtract(row14, Vector512.Create(inverse[174]), row10);
        row15 = Subtract(row15, Vector512.Create(inverse[175]), row10);

        row12 = Subtract(row12, Vector512.Create(inverse[188]), row11);
        row13 = Subtract(row13, Vector512.Create(inverse[189]), row11);
        row14 = Subtract(row14, Vector512.Create(inverse[190]), row11);
        row15 = Subtract(row15, Vector512.Create(inverse[191]), row11);

        row13 = Subtract(row13, Vector512.Create(inverse[205]), row12);
        row14 = Subtract(row14, Vector512.Create(inverse[206]), row12);
        row15 = Subtract(row15, Vector512.Create(inverse[207]), row12);

        row14 = Subtract(row14, Vector512.Create(inverse[222]), row13);
        row15 = Subtract(row15, Vector512.Create(inverse[223]), row13);

        row15 = Subtract(row15, Vector512.Create(inverse[239]), row14);

        (row0 * scales[0]).Store(inverse);
        (row1 * scales[1]).Store(inverse + Lanes);
        (row2 * scales[2]).Store(inverse + 2 * Lanes);
        (row3 * scales[3]).Store(inverse + 3 * Lanes);
        (row4 * scales[4]).Store(inverse + 4 * Lanes);
        (row5 * scales[5]).Store(inverse + 5 * Lanes);
        (row6 * scales[6]).Store(inverse + 6 * Lanes);
        (row7 * scales[7]).Store(inverse + 7 * Lanes);
        (row8 * scales[8]).Store(inverse + 8 * Lanes);
        (row9 * scales[9]).Store(inverse + 9 * Lanes);
        (row10 * scales[10]).Store(inverse + 10 * Lanes);
        (row11 * scales[11]).Store(inverse + 11 * Lanes);
        (row12 * scales[12]).Store(inverse + 12 * Lanes);
        (row13 * scales[13]).Store(inverse + 13 * Lanes);
        (row14 * scales[14]).Store(inverse + 14 * Lanes);
        (row15 * scales[15]).Store(inverse + 15 * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Lane(Vector512<float> row, int lane) => Avx512F.PermuteVar16x32(row, Vector512.Create(lane));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Unit(int lane) =>
        Vector512.ConditionalSelect(Vector512.Equals(Vector512<int>.Indices, Vector512.Create(lane)).AsSingle(), Vector512<float>.One, default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Subtract(Vector512<float> row, Vector512<float> factor, Vector512<float> earlier) =>
        Avx512F.FusedMultiplyAddNegated(factor, earlier, row);
}
